<?php
/**
 * Plugin Name:       Readerly
 * Description:       Shows articles in Readerly, a reader with video and a visitor counter: this post, every post, or any address. A block and a shortcode for every role; all files come from your own site.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The Readerly authors
 * License:           MIT OR Apache-2.0
 * Update URI:        false
 * Text Domain:       readerly
 * Domain Path:       /languages
 *
 * @package Readerly
 */

namespace Readerly;

defined( 'ABSPATH' ) || exit;

const VERSION = '0.1.0';
const FILE    = __FILE__;

require_once __DIR__ . '/includes/options.php';
require_once __DIR__ . '/includes/clean.php';
require_once __DIR__ . '/includes/settings.php';
require_once __DIR__ . '/includes/files.php';
require_once __DIR__ . '/includes/element.php';
require_once __DIR__ . '/includes/article.php';
require_once __DIR__ . '/includes/embeds.php';
require_once __DIR__ . '/includes/content.php';
require_once __DIR__ . '/includes/reader.php';
require_once __DIR__ . '/includes/block.php';

Files\start();
Content\start();
Block\start();

if ( is_admin() ) {
	require_once __DIR__ . '/includes/fields.php';
	require_once __DIR__ . '/includes/settings-page.php';
	Settings_Page\start();
}

/**
 * Translations lie in the plug-in's own folder, where WordPress looks by itself
 * only since 6.8. They come first: registering the block translates its title.
 */
function load_translations() {
	load_plugin_textdomain( 'readerly', false, dirname( plugin_basename( FILE ) ) . '/languages' );
}
add_action( 'init', __NAMESPACE__ . '\\load_translations', 0 );

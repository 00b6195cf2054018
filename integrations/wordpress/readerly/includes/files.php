<?php
/**
 * The reader's own files, in the folder `files/` of this plug-in.
 *
 * Only readerly.js and readerly-inline.css are named here: the script finds all
 * others beside it, or in the folder that the element's attribute `base` names.
 *
 * @package Readerly
 */

namespace Readerly\Files;

use Readerly\Settings;

use const Readerly\FILE;
use const Readerly\VERSION;

defined( 'ABSPATH' ) || exit;

const HANDLE = 'readerly';

/** The style sheet for the article inside the element. */
const STYLE = 'readerly-inline';

/** Hooks. */
function start() {
	add_action( 'init', __NAMESPACE__ . '\\register' );
	add_action( 'wp_enqueue_scripts', __NAMESPACE__ . '\\enqueue_early' );
	add_filter( 'script_loader_tag', __NAMESPACE__ . '\\add_async', 10, 2 );
	add_action( 'admin_notices', __NAMESPACE__ . '\\warn' );
}

/**
 * The folder of the files, with a slash at its end.
 *
 * @return string
 */
function url() {
	/**
	 * Filters the address of the folder with the reader's files, for sites that
	 * keep them on another host. All files have to be of one release.
	 *
	 * @param string $url The plug-in's own folder.
	 */
	return trailingslashit( apply_filters( 'readerly_files_url', plugins_url( 'files/', FILE ) ) );
}

/**
 * Whether the release is there. A copy out of the repository has none.
 *
 * @return bool
 */
function are_there() {
	return is_readable( dirname( FILE ) . '/files/readerly.js' );
}

/** Makes the script and the style sheet known; they are put on a page only where a reader stands. */
function register() {
	// WordPress knows the strategy since 6.3, and takes the list for "in the
	// footer" before; add_async() does the rest there.
	$how = knows_strategies() ? array(
		'strategy'  => 'async',
		'in_footer' => false,
	) : false;
	wp_register_script( HANDLE, url() . 'readerly.js', array(), VERSION, $how );
	wp_register_style( STYLE, url() . 'readerly-inline.css', array(), VERSION );
}

/**
 * Whether WordPress writes `async` by itself.
 *
 * @return bool
 */
function knows_strategies() {
	return version_compare( get_bloginfo( 'version' ), '6.3', '>=' );
}

/**
 * Writes `async` where WordPress does not.
 *
 * @param string $tag    The script tag.
 * @param string $handle Whose it is.
 * @return string
 */
function add_async( $tag, $handle ) {
	if ( HANDLE !== $handle || knows_strategies() || false !== strpos( $tag, ' async' ) ) {
		return $tag;
	}
	return str_replace( ' src=', ' async src=', $tag );
}

/**
 * Puts the script on this page, and with it the style sheet that gives the
 * article inside the element the look that it will have, so that nothing jumps
 * when the reader takes its place.
 *
 * @param string $takeover The element's attribute of this name: an article that
 *                         stays keeps the look of the theme.
 */
function enqueue( $takeover ) {
	if ( ! are_there() ) {
		return;
	}
	wp_enqueue_script( HANDLE );
	if ( 'never' !== $takeover ) {
		wp_enqueue_style( STYLE );
	}
}

/**
 * Puts both into the head where it is known by then that a reader follows. Any
 * other reader brings them in the footer.
 */
function enqueue_early() {
	$post = is_singular() ? get_queried_object() : null;
	if ( ! $post instanceof \WP_Post ) {
		return;
	}
	$settings = Settings\all();
	if ( in_array( $post->post_type, $settings['types'], true )
		|| has_block( 'readerly/article', $post )
		|| has_shortcode( $post->post_content, 'readerly' ) ) {
		enqueue( $settings['takeover'] );
	}
}

/** Tells administrators that the reader's files are missing. */
function warn() {
	if ( are_there() || ! current_user_can( 'activate_plugins' ) ) {
		return;
	}
	printf(
		'<div class="notice notice-error"><p>%s</p></div>',
		esc_html__( 'Readerly: the folder "files" of the plug-in does not hold readerly.js, so articles are shown without the reader. What to do: install the plug-in from the zip of a release, which has all files.', 'readerly' )
	);
}

<?php
/**
 * The block `readerly/article` and the shortcode `[readerly]`.
 *
 * Both are plain text in a post: a comment or a bracket. So nothing is taken
 * out of them when somebody saves who may not use every HTML element.
 *
 * @package Readerly
 */

namespace Readerly\Block;

use Readerly\Options;
use Readerly\Reader;

use const Readerly\FILE;
use const Readerly\VERSION;

defined( 'ABSPATH' ) || exit;

const EDITOR = 'readerly-editor';

/** Hooks. */
function start() {
	add_action( 'init', __NAMESPACE__ . '\\register' );
	add_shortcode( 'readerly', __NAMESPACE__ . '\\shortcode' );
}

/** Makes the block known. */
function register() {
	$needs = array( 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element', 'wp-i18n' );
	wp_register_script( EDITOR, plugins_url( 'block/editor.js', FILE ), $needs, VERSION, true );
	wp_set_script_translations( EDITOR, 'readerly', dirname( FILE ) . '/languages' );
	wp_localize_script(
		EDITOR,
		'readerlyWords',
		array(
			'formats'        => Options\FORMATS,
			'counterFormats' => Options\COUNTER_FORMATS,
			'rows'           => Options\COUNTER_ROWS,
			'controls'       => Options\CONTROLS,
			'parts'          => Options\PARTS,
		)
	);
	register_block_type( dirname( FILE ) . '/block', array( 'render_callback' => __NAMESPACE__ . '\\render' ) );
}

/**
 * Renders a block.
 *
 * @param array          $attributes What was chosen in the editor.
 * @param string         $content    Nothing.
 * @param \WP_Block|null $block      With the post it is about.
 * @return string
 */
function render( $attributes, $content = '', $block = null ) {
	$asked = array();
	foreach ( (array) $attributes as $name => $value ) {
		$asked[ strtolower( preg_replace( '/[A-Z]/', '-$0', $name ) ) ] = $value;
	}
	// `align` is WordPress' word for the width of a block.
	$asked['width'] = isset( $asked['align'] ) ? $asked['align'] : '';
	$asked['align'] = isset( $asked['column'] ) ? $asked['column'] : '';
	$asked['class'] = '';
	if ( isset( $asked['class-name'] ) && is_string( $asked['class-name'] ) ) {
		$asked['class'] = implode( ' ', array_map( 'sanitize_html_class', explode( ' ', $asked['class-name'] ) ) );
	}
	$id = $block instanceof \WP_Block && isset( $block->context['postId'] ) ? (int) $block->context['postId'] : 0;
	return Reader\show( $asked, $id ? get_post( $id ) : null );
}

/**
 * Renders a shortcode.
 *
 * @param array|string $attributes As they were written.
 * @param string|null  $content    What stands between `[readerly]` and `[/readerly]`.
 * @return string
 */
function shortcode( $attributes, $content = null ) {
	$asked = array();
	foreach ( (array) $attributes as $name => $value ) {
		// `[readerly hit]` has a word alone, which WordPress numbers.
		if ( is_int( $name ) ) {
			if ( 'hit' === $value ) {
				$asked['hit'] = 'on';
			}
			continue;
		}
		$asked[ str_replace( '_', '-', $name ) ] = $value;
	}
	unset( $asked['class'] );
	// Whatever somebody put between the two is text of the post and stays.
	return Reader\show( $asked ) . ( null === $content ? '' : do_shortcode( $content ) );
}

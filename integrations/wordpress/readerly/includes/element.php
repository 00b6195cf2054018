<?php
/**
 * Writes <readerly-article>.
 *
 * @package Readerly
 */

namespace Readerly\Element;

use Readerly\Clean;
use Readerly\Files;
use Readerly\Options;
use Readerly\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * The element's attributes: what was asked for, and the site's settings where
 * nothing was.
 *
 * @param array    $asked    Values by name, as somebody wrote them.
 * @param string[] $problems Takes names of those that could not be used.
 * @return array<string,string> Clean values by name; `hit` has ''.
 */
function attributes( array $asked, array &$problems = array() ) {
	$settings   = Settings\all();
	$attributes = array();
	foreach ( Options\attributes() as $name => $rule ) {
		$value = isset( $asked[ $name ] ) ? Clean\value( $rule, $asked[ $name ] ) : '';
		if ( null === $value ) {
			$problems[] = $name;
			$value      = '';
		}
		$attributes[ $name ] = $value;
	}

	$has_counter = '' !== $attributes['counter'];
	foreach ( Options\with_default() as $name ) {
		// Format and map belong to the address beside which they stand.
		$belongs = in_array( $name, array( 'counter', 'counter-format', 'counter-map' ), true );
		if ( '' === $attributes[ $name ] && 'consent' !== $name && ! ( $has_counter && $belongs ) ) {
			$attributes[ $name ] = $settings[ $name ];
		}
	}
	// Who is asked is the owner's promise to readers: a post may be stricter
	// than the site, and never laxer.
	if ( 'click' !== $attributes['consent'] ) {
		$attributes['consent'] = $settings['consent'];
	}
	if ( '' === $attributes['counter'] || 'none' === $attributes['counter'] ) {
		foreach ( array( 'counter', 'counter-format', 'counter-map', 'counter-show', 'counter-every', 'hit' ) as $name ) {
			$attributes[ $name ] = '';
		}
	}
	$attributes['hls-src'] = $settings['hls-src'];

	$is_counted = 'on' === $attributes['hit'];
	unset( $attributes['hit'] );
	$attributes = array_filter( $attributes, 'strlen' );
	if ( $is_counted ) {
		$attributes['hit'] = '';
	}
	return $attributes;
}

/**
 * The element, in a box that themes know how to place.
 *
 * No line break and no blank line stands between the tags, so that nothing that
 * makes paragraphs of lines finds one here.
 *
 * @param array<string,string> $attributes Clean values by name.
 * @param string               $inside     HTML that is shown where the reader cannot run.
 * @param string               $width      '', `wide` or `full`.
 * @param string               $classes    Further classes of the box.
 * @return string
 */
function html( array $attributes, $inside, $width = '', $classes = '' ) {
	/**
	 * Filters the attributes of a reader before they are escaped and written.
	 *
	 * @param array<string,string> $attributes Clean values by name.
	 */
	$attributes         = (array) apply_filters( 'readerly_attributes', $attributes );
	$attributes['base'] = esc_url_raw( Files\url() );

	$class  = 'wp-block-readerly-article' . ( '' === $width ? '' : ' align' . $width );
	$class .= '' === $classes ? '' : ' ' . $classes;
	$html   = '<div class="' . esc_attr( $class ) . '"><readerly-article';
	foreach ( $attributes as $name => $value ) {
		$name  = preg_replace( '/[^a-z-]/', '', $name );
		$html .= ' ' . $name;
		if ( '' !== $value ) {
			// Brackets could be taken for a shortcode by what runs after this.
			$html .= '="' . str_replace( array( '[', ']' ), array( '&#91;', '&#93;' ), esc_attr( $value ) ) . '"';
		}
	}
	$html .= '>' . $inside . '</readerly-article></div>';
	Files\enqueue( isset( $attributes['takeover'] ) ? $attributes['takeover'] : '' );
	return $html;
}

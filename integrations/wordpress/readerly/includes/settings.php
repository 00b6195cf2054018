<?php
/**
 * The settings, one option of WordPress, and how they are cleaned.
 *
 * @package Readerly
 */

namespace Readerly\Settings;

use Readerly\Clean;
use Readerly\Options;

defined( 'ABSPATH' ) || exit;

const OPTION = 'readerly';

/**
 * What holds where nothing was set.
 *
 * @return array
 */
function defaults() {
	$defaults = array(
		'types'   => array(),
		'parts'   => Options\PARTS,
		'width'   => '',
		'hls-src' => '',
	);
	foreach ( Options\with_default() as $name ) {
		$defaults[ $name ] = '';
	}
	return $defaults;
}

/**
 * The settings of this site.
 *
 * @return array
 */
function all() {
	$stored = get_option( OPTION );
	return is_array( $stored ) ? array_merge( defaults(), $stored ) : defaults();
}

/**
 * Kinds of posts that may be shown in Readerly by themselves.
 *
 * @return array<string,string> Their labels by their names.
 */
function types() {
	$types = array();
	foreach ( get_post_types( array( 'public' => true ), 'objects' ) as $type ) {
		// An attachment is a picture or a file with no text to read.
		if ( 'attachment' !== $type->name ) {
			$types[ $type->name ] = $type->labels->name;
		}
	}
	return $types;
}

/**
 * Cleans what the form of the settings page sent. What cannot be used keeps
 * its old value, and a notice says so.
 *
 * @param mixed $given Fields by name.
 * @return array
 */
function clean( $given ) {
	$given    = is_array( $given ) ? $given : array();
	$before   = all();
	$settings = defaults();

	$settings['types'] = array_values( array_intersect( listed( $given, 'types' ), array_keys( types() ) ) );
	$settings['parts'] = array_values( array_intersect( Options\PARTS, listed( $given, 'parts' ) ) );
	if ( isset( $given['width'] ) && in_array( $given['width'], Options\WIDTHS, true ) ) {
		$settings['width'] = $given['width'];
	}

	$rules            = Options\attributes();
	$rules['hls-src'] = array( 'kind' => 'address' );
	foreach ( array_merge( Options\with_default(), array( 'hls-src' ) ) as $name ) {
		$written = isset( $given[ $name ] ) ? $given[ $name ] : '';
		$written = is_array( $written ) ? implode( ' ', array_filter( $written, 'is_string' ) ) : $written;
		$cleaned = Clean\value( $rules[ $name ], $written );
		if ( null === $cleaned ) {
			$cleaned = $before[ $name ];
			refuse( $name, $written );
		}
		$settings[ $name ] = $cleaned;
	}
	if ( 'none' === $settings['counter'] ) {
		$settings['counter'] = '';
	}
	// It is a script that runs in every reader's browser. On a network only
	// super admins may put scripts on a page, so only they may name one here.
	if ( ! current_user_can( 'unfiltered_html' ) ) {
		$settings['hls-src'] = $before['hls-src'];
	}
	return $settings;
}

/**
 * The texts of a field that may have several.
 *
 * @param array  $given Fields.
 * @param string $name  The field.
 * @return string[]
 */
function listed( array $given, $name ) {
	return isset( $given[ $name ] ) && is_array( $given[ $name ] ) ? array_filter( $given[ $name ], 'is_string' ) : array();
}

/**
 * Says that a field was not taken over, and what would have been.
 *
 * @param string $name    The field.
 * @param string $written What stood in it.
 */
function refuse( $name, $written ) {
	if ( ! function_exists( 'add_settings_error' ) ) {
		return;
	}
	$remedies = array(
		'counter'     => __( 'Write whole addresses that begin with https:// or http://, or with / for one of this site, and blanks between several.', 'readerly' ),
		'counter-map' => __( 'Write a JSON object, such as {"online": "/now", "total": "/all"}.', 'readerly' ),
		'hls-src'     => __( 'Write a whole address that begins with https:// or http://, or with / for one of this site.', 'readerly' ),
		'lang'        => __( 'Write the tag of a language, such as vi or en.', 'readerly' ),
	);
	$remedy   = isset( $remedies[ $name ] ) ? $remedies[ $name ] : __( 'Use one of the words that are listed below the field.', 'readerly' );
	add_settings_error(
		OPTION,
		'readerly-' . $name,
		sprintf(
			/* translators: 1: name of a field, 2: what was written in it, 3: a sentence that says what to write. */
			__( '%1$s: "%2$s" could not be used, so the old value was kept. %3$s', 'readerly' ),
			label( $name ),
			sanitize_text_field( $written ),
			$remedy
		)
	);
}

/**
 * What a field is called.
 *
 * @param string $name The field.
 * @return string
 */
function label( $name ) {
	$labels = array(
		'types'          => __( 'Show by themselves', 'readerly' ),
		'parts'          => __( 'Beside the text', 'readerly' ),
		'width'          => __( 'Width', 'readerly' ),
		'counter'        => __( 'Address of the counter', 'readerly' ),
		'counter-format' => __( 'What stands there', 'readerly' ),
		'counter-map'    => __( 'Map of another counter', 'readerly' ),
		'counter-show'   => __( 'Rows', 'readerly' ),
		'counter-every'  => __( 'Seconds between two polls', 'readerly' ),
		'hit'            => __( 'Count visits', 'readerly' ),
		'consent'        => __( 'Consent', 'readerly' ),
		'controls'       => __( 'What players offer', 'readerly' ),
		'hls-src'        => __( 'Address of your hls.js', 'readerly' ),
		'lang'           => __( 'Language', 'readerly' ),
		'theme'          => __( 'Colours', 'readerly' ),
		'align'          => __( 'Column of text', 'readerly' ),
		'heading-level'  => __( 'Level of the title', 'readerly' ),
		'original'       => __( 'Link to the original', 'readerly' ),
		'takeover'       => __( 'The post as your theme shows it', 'readerly' ),
		'loading'        => __( 'Start', 'readerly' ),
	);
	return isset( $labels[ $name ] ) ? $labels[ $name ] : $name;
}

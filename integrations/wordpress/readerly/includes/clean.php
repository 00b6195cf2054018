<?php
/**
 * Cleans what people wrote into blocks, shortcodes and settings.
 *
 * Each kind answers with a safe text, '' for nothing, or null for something
 * that is none of its kind. All of it is escaped once more where it is put out.
 *
 * @package Readerly
 */

namespace Readerly\Clean;

defined( 'ABSPATH' ) || exit;

/**
 * Cleans one value.
 *
 * @param array  $rule  Its `kind`, and `words` where only these may stand.
 * @param string $value As it was written.
 * @return string|null Null: not usable.
 */
function value( array $rule, $value ) {
	$value = plain( $value );
	if ( '' === $value ) {
		return '';
	}
	switch ( $rule['kind'] ) {
		case 'address':
			return address( $value );
		case 'addresses':
			return addresses( $value );
		case 'choice':
			return in_array( $value, $rule['words'], true ) ? $value : null;
		case 'words':
			return words( $value, $rule['words'], '' );
		case 'labelled':
			return labelled( $value, $rule['words'] );
		case 'signed':
			return words( $value, $rule['words'], '+-' );
		case 'consent':
			return consent( $value );
		case 'json':
			return json( $value );
		case 'seconds':
			return preg_match( '/^\d{1,5}$/', $value ) ? (string) (int) $value : null;
		case 'switch':
			return in_array( strtolower( $value ), array( 'off', 'no', 'none', 'false', '0' ), true ) ? 'off' : 'on';
		case 'language':
			return preg_match( '/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}$/', $value ) ? $value : null;
		default:
			return sanitize_text_field( $value );
	}
}

/**
 * The text that somebody meant: without the entities that kses writes for
 * people who may not use HTML, and without the curly quotes that come along
 * when a shortcode is pasted out of a word processor.
 *
 * @param mixed $value Anything that stood there.
 * @return string
 */
function plain( $value ) {
	if ( is_bool( $value ) ) {
		return $value ? 'on' : 'off';
	}
	if ( ! is_scalar( $value ) ) {
		return '';
	}
	$value = html_entity_decode( (string) $value, ENT_QUOTES | ENT_HTML5, 'UTF-8' );
	$value = wp_check_invalid_utf8( $value );
	$value = (string) preg_replace( '/^[\s\x{A0}]+|[\s\x{A0}]+$/u', '', $value );
	// Only around the whole of it: a title may begin with a word in quotes.
	return (string) preg_replace( '/^[\x{201C}\x{201D}\x{201E}\x{2033}\x{AB}\x{BB}](.*)[\x{201C}\x{201D}\x{2033}\x{AB}\x{BB}]$/su', '$1', $value );
}

/**
 * An address on the web: http, https, or a path of this site.
 *
 * @param string $value One address.
 * @return string|null
 */
function address( $value ) {
	if ( preg_match( '/\s/', $value ) ) {
		$value = str_replace( ' ', '%20', $value );
	}
	// A bare "stats.example/x" would be taken for a path of the page.
	$is_path = '/' === $value[0];
	if ( ! $is_path && ! preg_match( '#^https?://[^/]#i', $value ) ) {
		return null;
	}
	$clean = esc_url_raw( $value, array( 'http', 'https' ) );
	if ( '' === $clean ) {
		return null;
	}
	// A name or a password in an address would be sent along by every reader.
	$parts = wp_parse_url( $clean );
	return is_array( $parts ) && ! isset( $parts['user'] ) && ! isset( $parts['pass'] ) ? $clean : null;
}

/**
 * One or several addresses with blanks between them; `none` is for a block
 * that does without the site's counter.
 *
 * @param string $value What was written.
 * @return string|null
 */
function addresses( $value ) {
	if ( 'none' === strtolower( $value ) ) {
		return 'none';
	}
	$clean = array_map( __NAMESPACE__ . '\\address', preg_split( '/\s+/', $value ) );
	// A list of formats or maps counts the places, so one that fails fails all.
	return in_array( null, $clean, true ) ? null : implode( ' ', $clean );
}

/**
 * A list of known words; unknown ones are left out.
 *
 * @param string   $value What was written; commas part words as blanks do.
 * @param string[] $known Words that may stand there.
 * @param string   $signs Signs that may stand before a word.
 * @return string|null
 */
function words( $value, array $known, $signs ) {
	$kept = array();
	foreach ( preg_split( '/[\s,]+/', strtolower( $value ), -1, PREG_SPLIT_NO_EMPTY ) as $word ) {
		$bare = '' === $signs ? $word : preg_replace( '/^[' . preg_quote( $signs, '/' ) . ']/', '', $word );
		if ( in_array( $bare, $known, true ) ) {
			$kept[] = $word;
		}
	}
	return $kept ? implode( ' ', $kept ) : null;
}

/**
 * A list of known words, each with the label that may follow it, such as
 * `total="Tất cả"`; unknown ones are left out.
 *
 * @param string   $value What was written.
 * @param string[] $known Words that may stand there.
 * @return string|null
 */
function labelled( $value, array $known ) {
	$kept = array();
	preg_match_all( '/([^\s,=]+)(?:=(?:"([^"]*)"|\'([^\']*)\'|([^\s,]*)))?/u', $value, $found, PREG_SET_ORDER );
	foreach ( $found as $one ) {
		$word = strtolower( $one[1] );
		if ( in_array( $word, $known, true ) ) {
			$label  = str_replace( '"', '', sanitize_text_field( implode( '', array_slice( $one, 2 ) ) ) );
			$kept[] = '' === $label ? $word : $word . '="' . $label . '"';
		}
	}
	return $kept ? implode( ' ', $kept ) : null;
}

/**
 * Who is asked before a provider of videos is contacted.
 *
 * @param string $value `click`, `always`, or `external` and names of providers.
 * @return string|null
 */
function consent( $value ) {
	$value = strtolower( $value );
	return preg_match( '/^(click|always|external( [a-z0-9.-]+){0,20})$/', $value ) ? $value : null;
}

/**
 * A map: a JSON object or list, written anew.
 *
 * @param string $value JSON.
 * @return string|null
 */
function json( $value ) {
	$read = json_decode( $value, false, 16 );
	if ( ! is_object( $read ) && ! is_array( $read ) ) {
		return null;
	}
	$written = wp_json_encode( $read, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE );
	return is_string( $written ) && strlen( $written ) <= 10000 ? $written : null;
}

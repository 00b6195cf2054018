<?php
/**
 * The fields of the settings page.
 *
 * @package Readerly
 */

namespace Readerly\Fields;

use Readerly\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * The id of a field, for its label.
 *
 * @param string $name The field.
 * @return string
 */
function id( $name ) {
	return 'readerly-' . $name;
}

/**
 * One line of text.
 *
 * @param array $field `name`, `help`, and whether it is `locked`.
 */
function text( array $field ) {
	$id = id( $field['name'] );
	printf(
		'<input type="text" class="regular-text code" id="%1$s" name="%2$s[%3$s]" value="%4$s" aria-describedby="%1$s-help"%5$s>',
		esc_attr( $id ),
		esc_attr( Settings\OPTION ),
		esc_attr( $field['name'] ),
		esc_attr( Settings\all()[ $field['name'] ] ),
		disabled( ! empty( $field['locked'] ), true, false )
	);
	help( $id, $field['help'] );
}

/**
 * One of several.
 *
 * @param array $field `name`, `choices` (labels by value) and `help`.
 */
function choice( array $field ) {
	$id = id( $field['name'] );
	printf( '<select id="%1$s" name="%2$s[%3$s]" aria-describedby="%1$s-help">', esc_attr( $id ), esc_attr( Settings\OPTION ), esc_attr( $field['name'] ) );
	foreach ( $field['choices'] as $value => $label ) {
		printf(
			'<option value="%1$s"%2$s>%3$s</option>',
			esc_attr( $value ),
			selected( Settings\all()[ $field['name'] ], (string) $value, false ),
			esc_html( $label )
		);
	}
	echo '</select>';
	help( $id, isset( $field['help'] ) ? $field['help'] : '' );
}

/**
 * Any of several.
 *
 * @param array $field `name`, `label` of the group, `choices` and `help`.
 */
function several( array $field ) {
	$chosen = Settings\all()[ $field['name'] ];
	$chosen = is_array( $chosen ) ? $chosen : explode( ' ', $chosen );
	$id     = id( $field['name'] );
	printf( '<fieldset aria-describedby="%1$s-help"><legend class="screen-reader-text">%2$s</legend>', esc_attr( $id ), esc_html( $field['label'] ) );
	foreach ( $field['choices'] as $value => $label ) {
		printf(
			'<label><input type="checkbox" name="%1$s[%2$s][]" value="%3$s"%4$s> %5$s</label><br>',
			esc_attr( Settings\OPTION ),
			esc_attr( $field['name'] ),
			esc_attr( $value ),
			checked( in_array( (string) $value, $chosen, true ), true, false ),
			esc_html( $label )
		);
	}
	echo '</fieldset>';
	help( $id, $field['help'] );
}

/**
 * Yes or no.
 *
 * @param array $field `name`, `label` and `help`.
 */
function yes( array $field ) {
	$id = id( $field['name'] );
	printf(
		'<label><input type="checkbox" id="%1$s" name="%2$s[%3$s]" value="on" aria-describedby="%1$s-help"%4$s> %5$s</label>',
		esc_attr( $id ),
		esc_attr( Settings\OPTION ),
		esc_attr( $field['name'] ),
		checked( 'on', Settings\all()[ $field['name'] ], false ),
		esc_html( $field['label'] )
	);
	help( $id, $field['help'] );
}

/**
 * What to know about a field.
 *
 * @param string $id   The field's.
 * @param string $text A sentence or two; empty for nothing.
 */
function help( $id, $text ) {
	if ( '' !== $text ) {
		printf( '<p class="description" id="%s-help">%s</p>', esc_attr( $id ), esc_html( $text ) );
	}
}

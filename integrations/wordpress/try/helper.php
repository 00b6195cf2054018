<?php
/**
 * What themes and other plug-ins do to a site, on demand of the trial.
 *
 * A file in the folder of must-use plug-ins, so it is there before Readerly.
 *
 * @package Readerly
 */

// phpcs:disable WordPress.Security.NonceVerification.Recommended -- It runs on a trial's WordPress only.

// The machine has no mail to send.
add_filter( 'pre_wp_mail', '__return_true' );

add_action(
	'init',
	static function () {
		// A snippet that many themes have: paragraphs are made after shortcodes.
		if ( isset( $_GET['late-paragraphs'] ) ) {
			remove_filter( 'the_content', 'wpautop' );
			add_filter( 'the_content', 'wpautop', 99 );
			add_filter( 'the_content', 'shortcode_unautop', 100 );
		}
		// A plug-in that filters texts which are no post's.
		if ( isset( $_GET['field'] ) ) {
			add_filter(
				'the_content',
				static function ( $content ) {
					static $inside = false;
					if ( $inside ) {
						return $content;
					}
					$inside = true;
					// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- WordPress' own hook.
					$field  = apply_filters( 'the_content', 'A field of its own. [readerly]' );
					$inside = false;
					return $content . '<div class="field">' . $field . '</div>';
				},
				5
			);
		}
	},
	20
);

// An optimiser that puts scripts into the page.
add_filter(
	'script_loader_tag',
	static function ( $tag, $handle ) {
		if ( 'readerly' === $handle && isset( $_GET['inlined'] ) ) {
			// phpcs:ignore WordPress.WP.AlternativeFunctions.file_get_contents_file_get_contents -- A file of the plug-in.
			return '<script>' . file_get_contents( WP_PLUGIN_DIR . '/readerly/files/readerly.js' ) . '</script>';
		}
		return $tag;
	},
	99,
	2
);

// A theme whose template writes the reader in place of the text.
add_filter(
	'template_include',
	static function ( $template ) {
		return isset( $_GET['template'] ) ? __DIR__ . '/trial-template/' . ( 'block' === $_GET['template'] ? 'block' : 'shortcode' ) . '.php' : $template;
	}
);

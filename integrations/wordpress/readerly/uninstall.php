<?php
/**
 * Takes away all that Readerly has stored: one option on each site.
 *
 * Posts keep their blocks and shortcodes, which are their authors' text.
 *
 * @package Readerly
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

if ( is_multisite() ) {
	// In portions, because a network may have many thousands of sites.
	$readerly_offset = 0;
	do {
		$readerly_sites = get_sites(
			array(
				'fields' => 'ids',
				'number' => 100,
				'offset' => $readerly_offset,
			)
		);
		foreach ( $readerly_sites as $readerly_site ) {
			delete_blog_option( $readerly_site, 'readerly' );
		}
		$readerly_offset += 100;
	} while ( ! empty( $readerly_sites ) );
} else {
	delete_option( 'readerly' );
}

<?php
/**
 * Whether block and shortcode know every attribute that the README lists:
 * `php options.php FOLDER`, the folder of try.sh.
 *
 * @package Readerly
 */

define( 'ABSPATH', __DIR__ );
require $argv[1] . '/readerly/includes/options.php';

$trial_readme = file_get_contents( $argv[1] . '/../../README.md' );
preg_match( '/^## Options$(.*?)^## /ms', $trial_readme, $trial_part );
preg_match_all( '/^\| `([a-z-]+)` /m', $trial_part[1], $trial_listed );

// The plug-in's own, which no post may set; see attributes().
$trial_known = array_merge( array_keys( Readerly\Options\attributes() ), array( 'hls-src', 'base' ) );
$trial_block = json_decode( file_get_contents( $argv[1] . '/readerly/block/block.json' ), true )['attributes'];
$trial_wrong = array();
foreach ( $trial_listed[1] as $trial_name ) {
	if ( ! in_array( $trial_name, $trial_known, true ) ) {
		$trial_wrong[] = "includes/options.php does not know \"$trial_name\".";
	}
	// `align` of a block is its width.
	$trial_camel = 'align' === $trial_name ? 'column' : lcfirst( str_replace( '-', '', ucwords( $trial_name, '-' ) ) );
	if ( ! in_array( $trial_name, array( 'hls-src', 'base' ), true ) && ! isset( $trial_block[ $trial_camel ] ) ) {
		$trial_wrong[] = "block/block.json does not know \"$trial_camel\".";
	}
}
echo $trial_wrong ? implode( "\n", $trial_wrong ) . "\n" : 'options: ' . count( $trial_listed[1] ) . " in the README, block and shortcode know each\n";
exit( $trial_wrong || ! $trial_listed[1] ? 1 : 0 );

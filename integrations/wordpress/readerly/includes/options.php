<?php
/**
 * What a reader can be told: the attributes of <readerly-article>, and the
 * words that may stand in them.
 *
 * The names are those of Readerly's README; a block writes them in camelCase.
 *
 * @package Readerly
 */

namespace Readerly\Options;

defined( 'ABSPATH' ) || exit;

const COUNTER_ROWS = array( 'online', 'page-online', 'today', 'yesterday', 'week', 'month', 'year', 'visitors', 'page-visitors', 'page-views', 'total', 'since' );

const COUNTER_FORMATS = array( 'auto', 'json', 'goatcounter', 'umami', 'plausible', 'matomo', 'swetrix', 'vercount', 'busuanzi', 'abacus', 'counterapi', 'waline', 'shields', 'number', 'html' );

const FORMATS = array( 'auto', 'json', 'html', 'wordpress', 'ghost', 'json-feed', 'json-ld', 'rss', 'atom', 'portable-text', 'editor-js' );

const CONTROLS = array( 'speed', 'captions', 'pip', 'transcript', 'chapters', 'remember', 'resume', 'sticky', 'pause-hidden', 'next', 'none' );

const THEMES = array( 'auto', 'system', 'light', 'dark', 'contrast', 'contrast-dark', 'host' );

const ALIGNS = array( 'auto', 'start', 'center' );

const ORIGINALS = array( 'link', 'none' );

const TAKEOVERS = array( 'auto', 'never' );

const LOADINGS = array( 'lazy', 'eager' );

const CONSENTS = array( 'click', 'external', 'always' );

/** What the article of a post may show beside its text. */
const PARTS = array( 'title', 'category', 'lead', 'date', 'author', 'picture' );

/** How wide the reader is: classes that themes know. */
const WIDTHS = array( '', 'wide', 'full' );

/**
 * Attributes of the element that a block or a shortcode may set.
 *
 * `hls-src` and `base` are not among them: they name scripts, and whoever may
 * write a post need not be allowed to run scripts. They come from the settings
 * and from this plug-in alone.
 *
 * @return array<string,array> How each is cleaned, by its name.
 */
function attributes() {
	return array(
		'src'            => array( 'kind' => 'address' ),
		'format'         => array(
			'kind'  => 'choice',
			'words' => FORMATS,
		),
		'map'            => array( 'kind' => 'json' ),
		'counter'        => array( 'kind' => 'addresses' ),
		'counter-format' => array(
			'kind'  => 'words',
			'words' => COUNTER_FORMATS,
		),
		'counter-map'    => array( 'kind' => 'json' ),
		'counter-show'   => array(
			'kind'  => 'labelled',
			'words' => COUNTER_ROWS,
		),
		'counter-every'  => array( 'kind' => 'seconds' ),
		'hit'            => array( 'kind' => 'switch' ),
		'video'          => array( 'kind' => 'address' ),
		'video-type'     => array( 'kind' => 'text' ),
		'video-title'    => array( 'kind' => 'text' ),
		'video-poster'   => array( 'kind' => 'address' ),
		'consent'        => array( 'kind' => 'consent' ),
		'controls'       => array(
			'kind'  => 'signed',
			'words' => CONTROLS,
		),
		'lang'           => array( 'kind' => 'language' ),
		'theme'          => array(
			'kind'  => 'choice',
			'words' => THEMES,
		),
		'align'          => array(
			'kind'  => 'choice',
			'words' => ALIGNS,
		),
		'heading-level'  => array(
			'kind'  => 'choice',
			'words' => array( 'auto', '1', '2', '3', '4' ),
		),
		'original'       => array(
			'kind'  => 'choice',
			'words' => ORIGINALS,
		),
		'takeover'       => array(
			'kind'  => 'choice',
			'words' => TAKEOVERS,
		),
		'loading'        => array(
			'kind'  => 'choice',
			'words' => LOADINGS,
		),
	);
}

/**
 * Attributes that have a default on the settings page.
 *
 * @return string[]
 */
function with_default() {
	return array( 'counter', 'counter-format', 'counter-map', 'counter-show', 'counter-every', 'hit', 'consent', 'controls', 'lang', 'theme', 'align', 'heading-level', 'original', 'takeover', 'loading' );
}

/**
 * What a block or a shortcode knows beyond the element's attributes.
 *
 * @return array<string,array>
 */
function own() {
	return array(
		'post'  => array( 'kind' => 'text' ),
		'parts' => array(
			'kind'  => 'words',
			'words' => array_merge( PARTS, array( 'none' ) ),
		),
		'width' => array(
			'kind'  => 'choice',
			'words' => array( 'wide', 'full' ),
		),
	);
}

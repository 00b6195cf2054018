<?php
/**
 * Shows a post in the reader on its own page.
 *
 * The reader is put around what the_content has made of the post, so the text
 * goes through all filters once and never meets itself. A block or shortcode
 * in the post only leaves a note of what it asks for.
 *
 * @package Readerly
 */

namespace Readerly\Content;

use Readerly\Article;
use Readerly\Element;
use Readerly\Options;
use Readerly\Settings;

defined( 'ABSPATH' ) || exit;

/** After WordPress' own filters, before those that add things below a post. */
const PRIORITY = 15;

/** Hooks. */
function start() {
	add_filter( 'the_content', __NAMESPACE__ . '\\begin', PHP_INT_MIN );
}

/**
 * The runs of the_content that are under way, the innermost last.
 *
 * @return array[] By reference: `post`, whose text it is, or null; `shows`, whether the reader
 *                 may stand there; `asked`, what a block asked for, or null.
 */
function &runs() {
	static $runs = array();
	return $runs;
}

/**
 * A run begins.
 *
 * @param string $content The text of a post, or of anything else.
 * @return string The same.
 */
function begin( $content ) {
	$post   = get_post();
	$is_own = $post instanceof \WP_Post && is_text_of( $post, (string) $content );
	$runs   = &runs();
	$runs[] = array(
		'post'  => $is_own ? $post : null,
		'shows' => $is_own && may_show( $post ),
		'asked' => null,
	);
	if ( 1 === count( $runs ) ) {
		place();
	}
	return $content;
}

/**
 * A run ends: the reader is put around the text.
 *
 * @param string $content HTML.
 * @return string
 */
function finish( $content ) {
	$runs = &runs();
	$run  = array_pop( $runs );
	if ( null === $run || ! $run['shows'] ) {
		return $content;
	}
	// A preview's post has the words that are not saved yet.
	$post  = $run['post'];
	$asked = $run['asked'];
	if ( null === $asked ) {
		if ( ! in_array( $post->post_type, Settings\all()['types'], true ) ) {
			return $content;
		}
		$asked = array();
	}
	return around( $post, $content, $asked );
}

/**
 * Puts the end of runs behind WordPress' own filters. Some themes move those
 * to a later place, whenever they like; hence a look before each run. It must
 * not happen within one, whose end would be lost.
 */
function place() {
	static $placed = null;
	$priority      = priority();
	if ( $placed !== $priority ) {
		if ( null !== $placed ) {
			remove_filter( 'the_content', __NAMESPACE__ . '\\finish', $placed );
		}
		add_filter( 'the_content', __NAMESPACE__ . '\\finish', $priority );
		$placed = $priority;
	}
}

/**
 * When a run ends.
 *
 * @return int
 */
function priority() {
	$last = PRIORITY;
	foreach ( array( 'wptexturize', 'wpautop', 'shortcode_unautop', 'do_shortcode', 'wp_filter_content_tags' ) as $filter ) {
		$priority = has_filter( 'the_content', $filter );
		if ( is_int( $priority ) && $priority >= $last && $priority < 10000 ) {
			$last = $priority + 1;
		}
	}
	return $last;
}

/**
 * Whether the content is that of the post. Themes and plug-ins run the_content
 * over other texts, too: fields, widgets, descriptions.
 *
 * @param \WP_Post $post    The post of the loop.
 * @param string   $content What is being filtered.
 * @return bool
 */
function is_text_of( \WP_Post $post, $content ) {
	// What stands in place of a text behind a password is not the text.
	if ( post_password_required( $post ) ) {
		return false;
	}
	$own = in_the_loop() ? get_the_content() : $post->post_content;
	// The block for a post's content escapes this, and adds links to pages.
	$own     = str_replace( ']]>', ']]&gt;', $own );
	$content = str_replace( ']]>', ']]&gt;', $content );
	if ( '' !== $own && false !== strpos( $post->post_content, '<!--nextpage-->' ) ) {
		return 0 === strpos( $content, $own );
	}
	return $content === $own;
}

/**
 * Whether the reader may stand around this post here: on its own page, and
 * not in lists, feeds, excerpts and answers of the REST API.
 *
 * @param \WP_Post $post The post of the loop.
 * @return bool
 */
function may_show( \WP_Post $post ) {
	$may = is_singular() && in_the_loop() && is_main_query()
		&& get_queried_object_id() === $post->ID
		&& ! is_plain() && ! is_whole()
		&& ! doing_filter( 'get_the_excerpt' );
	/**
	 * Filters whether a post may be shown in Readerly where it stands.
	 *
	 * @param bool     $may  Whether it may.
	 * @param \WP_Post $post The post.
	 */
	return (bool) apply_filters( 'readerly_may_show', $may, $post );
}

/**
 * Whether what is being written is read without scripts.
 *
 * @return bool
 */
function is_plain() {
	return is_feed() || is_embed()
		|| ( defined( 'REST_REQUEST' ) && REST_REQUEST )
		|| ( function_exists( 'amp_is_request' ) && amp_is_request() );
}

/**
 * The reader with a post inside.
 *
 * @param \WP_Post $post    The post.
 * @param string   $content Its text, as the_content has made it.
 * @param array    $asked   What a block asked for.
 * @return string
 */
function around( \WP_Post $post, $content, array $asked ) {
	$settings   = Settings\all();
	$attributes = Element\attributes( $asked );
	unset( $attributes['src'], $attributes['format'], $attributes['map'] );
	$parts = $settings['parts'];
	if ( ! empty( $asked['parts'] ) ) {
		$parts = array_intersect( Options\PARTS, explode( ' ', $asked['parts'] ) );
	}
	$consent = isset( $attributes['consent'] ) ? $attributes['consent'] : '';
	return Element\html(
		$attributes,
		Article\html( $post, $content, $parts, $consent ),
		empty( $asked['width'] ) ? $settings['width'] : $asked['width'],
		empty( $asked['class'] ) ? '' : $asked['class']
	);
}

/**
 * The reader with a post inside, where no run of the_content is under way: in
 * a template or a widget.
 *
 * @param \WP_Post $post  The post of the loop.
 * @param array    $asked What the block asks for.
 * @return string
 */
function whole( \WP_Post $post, array $asked ) {
	if ( is_whole() || post_password_required( $post ) || ! is_readable_here( $post ) ) {
		return '';
	}
	is_whole( true );
	// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- WordPress' own hook.
	$content = apply_filters( 'the_content', get_the_content() );
	is_whole( false );
	return around( $post, $content, $asked );
}

/**
 * Whether whole() is at work, within which there is no other reader.
 *
 * @param bool|null $set A new state.
 * @return bool
 */
function is_whole( $set = null ) {
	static $is = false;
	if ( null !== $set ) {
		$is = $set;
	}
	return $is;
}

/**
 * Whether whoever looks may read the post.
 *
 * @param \WP_Post $post Which.
 * @return bool
 */
function is_readable_here( \WP_Post $post ) {
	return is_post_publicly_viewable( $post ) || current_user_can( 'read_post', $post->ID );
}

/**
 * Notes what a block or shortcode in a post asks for.
 *
 * @param array $asked What it asks for.
 * @return bool Whether a run of the_content took the note.
 */
function ask( array $asked ) {
	$runs = &runs();
	$last = count( $runs ) - 1;
	if ( $last < 0 || ! doing_filter( 'the_content' ) ) {
		return false;
	}
	// The first one decides, where a post has several.
	if ( null === $runs[ $last ]['asked'] ) {
		$runs[ $last ]['asked'] = $asked;
	}
	return true;
}

/**
 * The post whose text is being made.
 *
 * @return int 0: none.
 */
function current() {
	$runs = runs();
	$post = $runs ? end( $runs )['post'] : null;
	return $post instanceof \WP_Post ? $post->ID : 0;
}

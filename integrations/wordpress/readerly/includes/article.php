<?php
/**
 * The <article> of a post, as the reader and search engines read it.
 *
 * Its marks (`itemprop="headline"`, `kicker`, `byline` and so on) are those
 * that the reader knows in an article inside its element.
 *
 * @package Readerly
 */

namespace Readerly\Article;

use Readerly\Embeds;

defined( 'ABSPATH' ) || exit;

/**
 * The whole article.
 *
 * @param \WP_Post $post    Whose.
 * @param string   $content Its text, as the_content has made it.
 * @param string[] $parts   What to show beside the text; see Options\PARTS.
 * @param string   $consent Who is asked before a provider of videos is contacted.
 * @return string
 */
function html( \WP_Post $post, $content, array $parts, $consent ) {
	$header  = in_array( 'category', $parts, true ) ? category( $post ) : '';
	$header .= in_array( 'title', $parts, true ) ? title( $post ) : '';
	$header .= in_array( 'lead', $parts, true ) ? lead( $post ) : '';
	$header .= in_array( 'date', $parts, true ) ? dates( $post ) : '';
	$header .= in_array( 'author', $parts, true ) ? author( $post ) : '';
	$header  = '' === $header ? '' : '<header>' . $header . '</header>';
	$picture = in_array( 'picture', $parts, true ) ? picture( $post ) : '';
	$content = 'always' === $consent ? $content : Embeds\hold_back( $content );
	return '<article>' . $header . $picture . $content . '</article>';
}

/**
 * The title. Most themes have an h1 for it already, hence an h2.
 *
 * @param \WP_Post $post Whose.
 * @return string
 */
function title( \WP_Post $post ) {
	$title = get_the_title( $post );
	return '' === trim( wp_strip_all_tags( $title ) ) ? '' : '<h2 itemprop="headline">' . wp_kses_post( $title ) . '</h2>';
}

/**
 * The first category that says something.
 *
 * @param \WP_Post $post Whose.
 * @return string
 */
function category( \WP_Post $post ) {
	$default = (int) get_option( 'default_category' );
	foreach ( get_the_category( $post->ID ) as $category ) {
		if ( $category->term_id !== $default || 'uncategorized' !== $category->slug ) {
			return '<p class="kicker">' . esc_html( $category->name ) . '</p>';
		}
	}
	return '';
}

/**
 * The excerpt, where somebody wrote one.
 *
 * @param \WP_Post $post Whose.
 * @return string
 */
function lead( \WP_Post $post ) {
	$excerpt = trim( wp_strip_all_tags( strip_shortcodes( $post->post_excerpt ) ) );
	return '' === $excerpt ? '' : '<p class="lead">' . esc_html( wptexturize( $excerpt ) ) . '</p>';
}

/**
 * When it was published, and when changed if that was on another day.
 *
 * @param \WP_Post $post Whose.
 * @return string
 */
function dates( \WP_Post $post ) {
	$published = get_post_datetime( $post );
	if ( ! $published ) {
		return '';
	}
	$html    = time_html( $published, 'published', get_the_date( '', $post ) );
	$changed = get_post_datetime( $post, 'modified' );
	if ( $changed && $changed > $published && $changed->format( 'Y-m-d' ) !== $published->format( 'Y-m-d' ) ) {
		$html .= ' ' . time_html( $changed, 'updated', get_the_modified_date( '', $post ) );
	}
	return '<p>' . $html . '</p>';
}

/**
 * One date.
 *
 * @param \DateTimeImmutable $moment What machines read.
 * @param string             $mark   What it means to the reader.
 * @param string             $shown  What people read.
 * @return string
 */
function time_html( \DateTimeImmutable $moment, $mark, $shown ) {
	return '<time class="' . esc_attr( $mark ) . '" datetime="' . esc_attr( $moment->format( 'c' ) ) . '">' . esc_html( $shown ) . '</time>';
}

/**
 * Who wrote it.
 *
 * @param \WP_Post $post Whose.
 * @return string
 */
function author( \WP_Post $post ) {
	$id   = (int) $post->post_author;
	$name = trim( (string) get_the_author_meta( 'display_name', $id ) );
	if ( '' === $name || ! post_type_supports( $post->post_type, 'author' ) ) {
		return '';
	}
	return '<address class="byline"><a rel="author" href="' . esc_url( get_author_posts_url( $id ) ) . '">' . esc_html( $name ) . '</a></address>';
}

/**
 * The featured picture with its caption.
 *
 * @param \WP_Post $post Whose.
 * @return string
 */
function picture( \WP_Post $post ) {
	$picture = get_the_post_thumbnail( $post, 'large' );
	if ( '' === $picture ) {
		return '';
	}
	$caption = (string) get_the_post_thumbnail_caption( $post );
	$caption = '' === $caption ? '' : '<figcaption>' . wp_kses_post( $caption ) . '</figcaption>';
	return '<figure>' . $picture . $caption . '</figure>';
}

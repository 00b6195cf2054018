<?php
/**
 * What a block or a shortcode shows: the post it stands in, another post of
 * this site, or any address.
 *
 * @package Readerly
 */

namespace Readerly\Reader;

use Readerly\Clean;
use Readerly\Content;
use Readerly\Element;
use Readerly\Options;
use Readerly\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Shows it.
 *
 * @param array         $asked   Values by the names of Options, as they were written.
 * @param \WP_Post|null $context The post that a block is about, or null.
 * @return string
 */
function show( array $asked, $context = null ) {
	foreach ( Options\own() as $name => $rule ) {
		$asked[ $name ] = isset( $asked[ $name ] ) ? (string) Clean\value( $rule, $asked[ $name ] ) : '';
	}
	$src = isset( $asked['src'] ) ? Clean\plain( $asked['src'] ) : '';
	if ( '' !== $src ) {
		return of_address( $asked, $src );
	}
	if ( '' !== $asked['post'] ) {
		$post = find( $asked['post'] );
		if ( ! $post ) {
			/* translators: %s: number or short name of a post. */
			return note( sprintf( __( 'there is no post "%s" on this site that everybody may read, so visitors see nothing here. Name a published post without a password, by its number or its slug.', 'readerly' ), $asked['post'] ) );
		}
		return Content\current() === $post->ID ? of_itself( $asked, $post ) : of_post( $asked, $post );
	}
	$current = Content\current();
	if ( $context && $current && $current !== $context->ID ) {
		// One of the posts that a Query Loop lists.
		return is_for_everybody( $context ) ? of_post( $asked, $context ) : '';
	}
	return of_itself( $asked, $context ? $context : get_post() );
}

/**
 * The post that the block or shortcode stands in.
 *
 * @param array         $asked What was asked for.
 * @param \WP_Post|null $post  That post.
 * @return string
 */
function of_itself( array $asked, $post ) {
	// Within a text the reader is put around all of it when that is ready.
	if ( Content\ask( $asked ) ) {
		return problems( $asked );
	}
	if ( ! $post instanceof \WP_Post || Content\is_plain() || ! ( is_singular() || in_the_loop() ) ) {
		return '';
	}
	if ( get_the_ID() !== $post->ID ) {
		return is_for_everybody( $post ) ? of_post( $asked, $post ) : '';
	}
	return problems( $asked ) . Content\whole( $post, $asked );
}

/**
 * Another post of this site, which the reader fetches by the REST API.
 *
 * @param array    $asked What was asked for.
 * @param \WP_Post $post  A post that everybody may read.
 * @return string
 */
function of_post( array $asked, \WP_Post $post ) {
	$link  = '<a href="' . esc_url( get_permalink( $post ) ) . '">' . esc_html( wp_strip_all_tags( get_the_title( $post ) ) ) . '</a>';
	$route = rest_get_route_for_post( $post );
	if ( '' === $route ) {
		/* translators: %s: title of a post. */
		return $link . note( sprintf( __( '"%s" is of a kind of post that is not in the REST API, so there is only a link to it.', 'readerly' ), get_the_title( $post ) ) );
	}
	$asked['src']    = add_query_arg( '_embed', '1', rest_url( $route ) );
	$asked['format'] = '';
	return written( $asked, $link );
}

/**
 * Any address.
 *
 * @param array  $asked What was asked for.
 * @param string $src   The address as it was written.
 * @return string
 */
function of_address( array $asked, $src ) {
	$address = Clean\address( $src );
	if ( null === $address ) {
		/* translators: %s: what was written as an address. */
		return note( sprintf( __( '"%s" is no address that a reader can fetch, so visitors see nothing here. Write a whole address that begins with https:// or http://, or with / for one of this site.', 'readerly' ), $src ) );
	}
	return written( $asked, '<a href="' . esc_url( $address ) . '">' . esc_html__( 'Open the article', 'readerly' ) . '</a>' );
}

/**
 * A reader that fetches its article, with a link for those who have no scripts.
 *
 * Only inline elements stand inside, so it does no harm within a paragraph.
 *
 * @param array  $asked What was asked for.
 * @param string $link  HTML.
 * @return string
 */
function written( array $asked, $link ) {
	if ( Content\is_plain() ) {
		return $link;
	}
	$width = '' === $asked['width'] ? Settings\all()['width'] : $asked['width'];
	$class = empty( $asked['class'] ) ? '' : $asked['class'];
	return Element\html( Element\attributes( $asked ), $link, $width, $class ) . problems( $asked );
}

/**
 * The post of a number or a short name, if everybody may read it.
 *
 * @param string $name What was written.
 * @return \WP_Post|null
 */
function find( $name ) {
	if ( ctype_digit( $name ) ) {
		$post = get_post( (int) $name );
	} else {
		$post = get_page_by_path( $name, OBJECT, array_keys( Settings\types() ) );
	}
	return $post instanceof \WP_Post && is_for_everybody( $post ) ? $post : null;
}

/**
 * Whether a post is published, and behind no password.
 *
 * @param \WP_Post $post Which.
 * @return bool
 */
function is_for_everybody( \WP_Post $post ) {
	return is_post_publicly_viewable( $post ) && '' === $post->post_password;
}

/**
 * Says which values could not be used.
 *
 * @param array $asked What was asked for.
 * @return string
 */
function problems( array $asked ) {
	$names = array();
	Element\attributes( $asked, $names );
	if ( ! $names ) {
		return '';
	}
	/* translators: %s: names of attributes. */
	return note( sprintf( __( 'these could not be used and were left out: %s. The documentation of Readerly lists what may stand there.', 'readerly' ), implode( ', ', $names ) ) );
}

/**
 * A sentence for those who write on this site; visitors do not see it.
 *
 * @param string $text What is wrong and what to do.
 * @return string
 */
function note( $text ) {
	if ( Content\is_plain() || ! current_user_can( 'edit_posts' ) ) {
		return '';
	}
	/* translators: %s: what is wrong. */
	return '<span class="readerly-note" role="note">' . esc_html( sprintf( __( 'Readerly (only people who write here see this): %s', 'readerly' ), $text ) ) . '</span>';
}

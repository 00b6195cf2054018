<?php
/**
 * Keeps players of video sites from loading before the reader asks.
 *
 * A text with an embedded player stands in the page until the reader takes its
 * place, and a browser would contact the video site meanwhile.
 *
 * @package Readerly
 */

namespace Readerly\Embeds;

defined( 'ABSPATH' ) || exit;

/** Frames of sites that the reader shows as videos. PeerTube has any host. */
const PLAYERS = '#^(https?:)?//((www\.)?youtube(-nocookie)?\.com/embed/|player\.vimeo\.com/video/|vimeo\.com/event/|(www\.|geo\.)?dailymotion\.com/|[^/]+/videos/embed/)#i';

/**
 * Moves the addresses of players to `data-src`, from where the reader takes
 * them. Without the reader their frame shows a link.
 *
 * @param string $content HTML of a post.
 * @return string
 */
function hold_back( $content ) {
	if ( false === stripos( $content, '<iframe' ) ) {
		return $content;
	}
	// A tag ends behind the quotes of its values; where they do not match, at the first ">" there is.
	$tags = '/<iframe\b(?:(?:"[^"]*+"|\'[^\']*+\'|[^\'">]++)*+|[^>]*+)>/i';
	$held = preg_replace_callback( $tags, __NAMESPACE__ . '\\held', $content );
	return is_string( $held ) ? $held : $content;
}

/**
 * One frame.
 *
 * @param string[] $found The tag.
 * @return string
 */
function held( array $found ) {
	$tag = $found[0];
	// Taken apart as WordPress does it: in the value of another attribute there may stand what looks like an address.
	$attributes = array();
	foreach ( wp_kses_hair( trim( substr( $tag, strlen( '<iframe' ), -1 ), " \t\r\n/" ), wp_allowed_protocols() ) as $name => $attribute ) {
		// Of two, a browser takes the first, whatever their case.
		$attributes += array( strtolower( $name ) => $attribute );
	}
	$url        = isset( $attributes['src'] ) ? decoded( $attributes['src']['value'] ) : '';
	if ( ! preg_match( PLAYERS, $url ) ) {
		return $tag;
	}
	$title = isset( $attributes['title'] ) ? decoded( $attributes['title']['value'] ) : '';
	$link  = '<a target="_blank" rel="noopener" href="' . esc_url( $url ) . '">' . esc_html( '' === $title ? $url : $title ) . '</a>';
	$held  = '<iframe data-src="' . esc_url( $url ) . '" srcdoc="' . htmlspecialchars( $link, ENT_QUOTES, 'UTF-8' ) . '"';
	foreach ( $attributes as $name => $attribute ) {
		if ( in_array( $name, array( 'src', 'data-src', 'srcdoc' ), true ) ) {
			continue;
		}
		$held .= ' ' . $name;
		if ( 'y' !== $attribute['vless'] ) {
			$held .= '="' . htmlspecialchars( decoded( $attribute['value'] ), ENT_QUOTES, 'UTF-8' ) . '"';
		}
	}
	return $held . '>';
}

/**
 * The value of an attribute as a browser reads it.
 *
 * @param string $value As it stands in HTML.
 * @return string
 */
function decoded( $value ) {
	return html_entity_decode( trim( $value ), ENT_QUOTES | ENT_HTML5, 'UTF-8' );
}

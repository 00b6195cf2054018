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
	$held = preg_replace_callback( '/<iframe\b[^>]*>/i', __NAMESPACE__ . '\\held', $content );
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
	if ( ! preg_match( '/\ssrc\s*=\s*(["\'])(.*?)\1/i', $tag, $source ) ) {
		return $tag;
	}
	$url = html_entity_decode( trim( $source[2] ), ENT_QUOTES | ENT_HTML5, 'UTF-8' );
	if ( ! preg_match( PLAYERS, $url ) ) {
		return $tag;
	}
	$title = preg_match( '/\stitle\s*=\s*(["\'])(.+?)\1/i', $tag, $named )
		? html_entity_decode( $named[2], ENT_QUOTES | ENT_HTML5, 'UTF-8' )
		: $url;
	$link  = '<a target="_blank" rel="noopener" href="' . esc_url( $url ) . '">' . esc_html( $title ) . '</a>';
	$moved = ' data-src="' . esc_url( $url ) . '" srcdoc="' . htmlspecialchars( $link, ENT_QUOTES, 'UTF-8' ) . '"';
	return str_replace( $source[0], $moved, $tag );
}

<?php
/**
 * The page "Settings > Readerly".
 *
 * @package Readerly
 */

namespace Readerly\Settings_Page;

use Readerly\Options;
use Readerly\Settings;

use const Readerly\FILE;

defined( 'ABSPATH' ) || exit;

const PAGE = 'readerly';

/** Hooks. */
function start() {
	add_action( 'admin_menu', __NAMESPACE__ . '\\add_page' );
	add_action( 'admin_init', __NAMESPACE__ . '\\register' );
	add_filter( 'plugin_action_links_' . plugin_basename( FILE ), __NAMESPACE__ . '\\add_link' );
}

/** The entry in the menu. */
function add_page() {
	add_options_page( 'Readerly', 'Readerly', 'manage_options', PAGE, __NAMESPACE__ . '\\show' );
}

/**
 * A link to the page in the list of plug-ins.
 *
 * @param string[] $links Links below the plug-in's name.
 * @return string[]
 */
function add_link( $links ) {
	if ( current_user_can( 'manage_options' ) ) {
		array_unshift( $links, '<a href="' . esc_url( admin_url( 'options-general.php?page=' . PAGE ) ) . '">' . esc_html__( 'Settings', 'readerly' ) . '</a>' );
	}
	return $links;
}

/** The page. options.php checks the nonce and who may save. */
function show() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	echo '<div class="wrap"><h1>Readerly</h1><p>';
	esc_html_e( 'In a post, use the block "Readerly" or the shortcode [readerly]; both work for authors and contributors too. What is set here holds wherever a block says nothing else.', 'readerly' );
	echo '</p><form action="options.php" method="post">';
	settings_fields( PAGE );
	do_settings_sections( PAGE );
	submit_button();
	echo '</form></div>';
}

/** The option, and the fields by section. */
function register() {
	register_setting(
		PAGE,
		Settings\OPTION,
		array(
			'type'              => 'array',
			'sanitize_callback' => 'Readerly\\Settings\\clean',
			'default'           => Settings\defaults(),
			'show_in_rest'      => false,
		)
	);
	section( 'posts', __( 'Posts', 'readerly' ), posts() );
	section( 'counter', __( 'Visitor counter', 'readerly' ), counter() );
	section( 'videos', __( 'Videos', 'readerly' ), videos() );
	section( 'look', __( 'Look', 'readerly' ), look() );
}

/**
 * One section.
 *
 * @param string $id     Its name.
 * @param string $title  Its heading.
 * @param array  $fields What to show for each field, by its name.
 */
function section( $id, $title, array $fields ) {
	add_settings_section( 'readerly-' . $id, $title, '__return_null', PAGE );
	foreach ( $fields as $name => $field ) {
		$field['name'] = $name;
		// A group of boxes has a legend in place of a label.
		if ( 'several' !== $field['as'] && 'yes' !== $field['as'] ) {
			$field['label_for'] = 'readerly-' . $name;
		}
		if ( ! isset( $field['label'] ) ) {
			$field['label'] = Settings\label( $name );
		}
		add_settings_field( 'readerly-' . $name, Settings\label( $name ), 'Readerly\\Fields\\' . $field['as'], PAGE, 'readerly-' . $id, $field );
	}
}

/**
 * Which posts, and what of them.
 *
 * @return array
 */
function posts() {
	return array(
		'types' => array(
			'as'      => 'several',
			'choices' => Settings\types(),
			'help'    => __( 'Each of these is shown in Readerly on its own page, without a block in it.', 'readerly' ),
		),
		'parts' => array(
			'as'      => 'several',
			'choices' => array(
				'title'    => __( 'Title', 'readerly' ),
				'category' => __( 'First category, above the title', 'readerly' ),
				'lead'     => __( 'Excerpt, if somebody wrote one', 'readerly' ),
				'date'     => __( 'Date', 'readerly' ),
				'author'   => __( 'Author', 'readerly' ),
				'picture'  => __( 'Featured image', 'readerly' ),
			),
			'help'    => __( 'Most themes show title, date and picture above the post. Leave out here what would be there twice.', 'readerly' ),
		),
		'width' => array(
			'as'      => 'choice',
			'choices' => array(
				''     => __( 'As the text', 'readerly' ),
				'wide' => __( 'Wide', 'readerly' ),
				'full' => __( 'Full width', 'readerly' ),
			),
			'help'    => __( 'Where the theme has room for it. From some 1000 pixels on, video and counter stand beside the article.', 'readerly' ),
		),
	);
}

/**
 * The counter.
 *
 * @return array
 */
function counter() {
	return array(
		'counter'        => array(
			'as'   => 'text',
			'help' => __( 'Empty: no counter. Several addresses may stand here with blanks between them; the first that offers a number gives it.', 'readerly' ),
		),
		'counter-format' => array(
			'as'   => 'text',
			/* translators: %s: a list of words. */
			'help' => sprintf( __( 'Empty: found out by itself. Otherwise one word, or one for each address: %s', 'readerly' ), implode( ', ', Options\COUNTER_FORMATS ) ),
		),
		'counter-map'    => array(
			'as'   => 'text',
			'help' => __( 'For a counter that is none of these: a JSON object that says where its numbers are.', 'readerly' ),
		),
		'counter-show'   => array(
			'as'   => 'text',
			/* translators: %s: a list of words. */
			'help' => sprintf( __( 'Which rows there are, in their order. Empty: all that the counter offers. Words: %s', 'readerly' ), implode( ', ', Options\COUNTER_ROWS ) ),
		),
		'counter-every'  => array(
			'as'   => 'text',
			'help' => __( 'Empty: 15. At least 5; 0 asks once.', 'readerly' ),
		),
		'hit'            => array(
			'as'    => 'yes',
			'label' => __( 'Tell the counter of each visit', 'readerly' ),
			'help'  => __( 'Only counters that speak counter JSON take visits. It sends the path of the page and a random name that lasts as long as the page is open; no cookie is set.', 'readerly' ),
		),
	);
}

/**
 * Videos.
 *
 * @return array
 */
function videos() {
	return array(
		'consent'  => array(
			'as'   => 'text',
			'help' => __( 'Who is asked before YouTube and the like are contacted. Empty or click: the reader, by a click. external: your consent manager. always: nobody. A block may be stricter than this, not laxer.', 'readerly' ),
		),
		'controls' => array(
			'as'   => 'text',
			/* translators: %s: a list of words. */
			'help' => sprintf( __( 'Empty: the first six. A sign changes the usual ones, such as "+sticky -pip". Words: %s', 'readerly' ), implode( ', ', Options\CONTROLS ) ),
		),
		'hls-src'  => array(
			'as'     => 'text',
			'locked' => ! current_user_can( 'unfiltered_html' ),
			'help'   => __( 'For HLS streams in browsers that do not play them: a script on your own server. Only people who may put scripts on a page can set it: administrators, on a network super admins.', 'readerly' ),
		),
	);
}

/**
 * Colours, language and so on.
 *
 * @return array
 */
function look() {
	return array(
		'theme'         => array(
			'as'      => 'choice',
			'choices' => array(
				''              => __( 'Dark where page and system ask for it', 'readerly' ),
				'system'        => __( 'As the reader\'s system asks for', 'readerly' ),
				'light'         => __( 'Light', 'readerly' ),
				'dark'          => __( 'Dark', 'readerly' ),
				'contrast'      => __( 'High contrast', 'readerly' ),
				'contrast-dark' => __( 'High contrast, light on dark', 'readerly' ),
				'host'          => __( 'As the page around it', 'readerly' ),
			),
		),
		'lang'          => array(
			'as'   => 'text',
			'help' => __( 'Of the words around the article: vi, en or ar. Empty: that of the article, else of the page.', 'readerly' ),
		),
		'align'         => array(
			'as'      => 'choice',
			'choices' => array(
				''       => __( 'In the middle, unless video or counter stand beside it', 'readerly' ),
				'start'  => __( 'At the start', 'readerly' ),
				'center' => __( 'In the middle', 'readerly' ),
			),
		),
		'heading-level' => array(
			'as'      => 'choice',
			'choices' => array(
				''  => __( 'h2 where the page has an h1 of its own, else h1', 'readerly' ),
				'1' => 'h1',
				'2' => 'h2',
				'3' => 'h3',
				'4' => 'h4',
			),
		),
		'original'      => array(
			'as'      => 'choice',
			'choices' => array(
				''     => __( 'Below an article that has an address of its own', 'readerly' ),
				'none' => __( 'None', 'readerly' ),
			),
		),
		'takeover'      => array(
			'as'      => 'choice',
			'choices' => array(
				''      => __( 'The reader takes its place', 'readerly' ),
				'never' => __( 'Stays; video and counter stand below it', 'readerly' ),
			),
		),
		'loading'       => array(
			'as'      => 'choice',
			'choices' => array(
				''      => __( 'When the reader comes near', 'readerly' ),
				'eager' => __( 'At once', 'readerly' ),
			),
		),
	);
}

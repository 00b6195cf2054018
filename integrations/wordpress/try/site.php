<?php
/**
 * Drives the WordPress of the trial from the command line:
 * `php site.php COMMAND JSON` answers with JSON.
 *
 * @package Readerly
 */

$trial_command = $argv[1];
$trial_input   = isset( $argv[2] ) ? json_decode( $argv[2], true ) : array();
$trial_site    = wp_parse( getenv( 'READERLY_SITE' ) );

$_SERVER['HTTP_HOST']       = $trial_site['host'] . ':' . $trial_site['port'];
$_SERVER['SERVER_NAME']     = $trial_site['host'];
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD']  = 'GET';
$_SERVER['REQUEST_URI']     = '/';

/**
 * The parts of an address, before WordPress is there.
 *
 * @param string $url Address.
 * @return array
 */
function wp_parse( $url ) {
	return parse_url( $url ); // phpcs:ignore WordPress.WP.AlternativeFunctions.parse_url_parse_url
}

if ( 'install' === $trial_command ) {
	define( 'WP_INSTALLING', true );
}
require getenv( 'READERLY_WORK' ) . '/site/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

const PLUGIN = 'readerly/readerly.php';

/**
 * All names under which something is stored that could be the plug-in's.
 *
 * @return string[]
 */
function stored() {
	global $wpdb;
	$found = array();
	foreach ( $wpdb->get_col( 'SHOW TABLES' ) as $table ) {
		if ( preg_match( '/(options|meta)$/', $table ) ) {
			$column = preg_match( '/options$/', $table ) ? 'option_name' : 'meta_key';
			foreach ( $wpdb->get_col( "SELECT $column FROM $table WHERE $column LIKE '%readerly%'" ) as $name ) {
				$found[] = "$table: $name";
			}
		}
		if ( false !== strpos( $table, 'readerly' ) ) {
			$found[] = "table $table";
		}
	}
	return $found;
}

$trial_commands = array(
	'install'   => static function () {
		$made = wp_install( 'Trial', 'administrator', 'a@trial.example', true, '', 'pass-administrator', '' );
		update_option( 'permalink_structure', '/%postname%/' );
		update_option( 'timezone_string', 'Asia/Ho_Chi_Minh' );
		flush_rewrite_rules();
		return array(
			'wordpress' => get_bloginfo( 'version' ),
			'php'       => PHP_VERSION,
			'database'  => $GLOBALS['wpdb']->db_server_info(),
			'admin'     => $made['user_id'],
		);
	},
	'activate'  => static function ( $in ) {
		$result = activate_plugin( PLUGIN, '', ! empty( $in['network'] ) );
		return is_wp_error( $result ) ? $result->get_error_message() : 'active';
	},
	'uninstall' => static function ( $in ) {
		$before = stored();
		deactivate_plugins( PLUGIN, false, ! empty( $in['network'] ) );
		uninstall_plugin( PLUGIN );
		wp_cache_flush();
		return array(
			'before' => $before,
			'after'  => stored(),
		);
	},
	'user'      => static function ( $in ) {
		$id = username_exists( $in['role'] );
		if ( ! $id ) {
			$id = wp_insert_user(
				array(
					'user_login'   => $in['role'],
					'user_pass'    => 'pass-' . $in['role'],
					'user_email'   => $in['role'] . '@trial.example',
					'display_name' => ucfirst( $in['role'] ) . ' Trần',
					'role'         => $in['role'],
				)
			);
		} else {
			wp_update_user(
				array(
					'ID'           => $id,
					'display_name' => ucfirst( $in['role'] ) . ' Trần',
				)
			);
		}
		$password = WP_Application_Passwords::create_new_application_password( $id, array( 'name' => 'trial ' . wp_generate_password( 8, false ) ) );
		return array(
			'id'       => $id,
			'password' => $password[0],
			'html'     => user_can( $id, 'unfiltered_html' ),
		);
	},
	// As the editor saves: the filters of kses are those of this user.
	'post'      => static function ( $in ) {
		$user = get_user_by( 'login', $in['as'] );
		wp_set_current_user( $user->ID );
		$post = array_merge(
			array(
				'post_status' => 'publish',
				'post_author' => $user->ID,
			),
			$in['post']
		);
		$id   = wp_insert_post( wp_slash( $post ), true );
		if ( is_wp_error( $id ) ) {
			return $id->get_error_message();
		}
		return array(
			'id'      => $id,
			'url'     => get_permalink( $id ),
			'kses'    => false !== has_filter( 'content_save_pre', 'wp_filter_post_kses' ),
			'content' => get_post( $id )->post_content,
		);
	},
	'publish'   => static function ( $in ) {
		$user = get_user_by( 'login', 'administrator' );
		wp_set_current_user( $user->ID );
		wp_update_post(
			array(
				'ID'          => $in['id'],
				'post_status' => 'publish',
			)
		);
		return get_permalink( $in['id'] );
	},
	// A picture of 1200 by 800 with a caption, as the featured image.
	'picture'   => static function ( $in ) {
		$file  = wp_upload_dir()['path'] . '/river.png';
		$image = imagecreatetruecolor( 1200, 800 );
		imagefill( $image, 0, 0, imagecolorallocate( $image, 40, 90, 120 ) );
		imagepng( $image, $file );
		$id = wp_insert_attachment(
			array(
				'post_mime_type' => 'image/png',
				'post_title'     => 'river',
				'post_excerpt'   => 'Bến sông buổi sáng',
			),
			$file
		);
		require_once ABSPATH . 'wp-admin/includes/image.php';
		wp_update_attachment_metadata( $id, wp_generate_attachment_metadata( $id, $file ) );
		return set_post_thumbnail( $in['id'], $id );
	},
	'option'    => static function ( $in ) {
		if ( array_key_exists( 'value', $in ) ) {
			update_option( $in['name'], $in['value'] );
		}
		return get_option( $in['name'] );
	},
	'content'   => static function ( $in ) {
		return array( 'content' => get_post( $in['id'] )->post_content );
	},
	'files'     => static function ( $in ) {
		$folder = WP_PLUGIN_DIR . '/readerly/';
		return $in['there'] ? rename( $folder . 'elsewhere', $folder . 'files' ) : rename( $folder . 'files', $folder . 'elsewhere' );
	},
	'theme'     => static function ( $in ) {
		switch_theme( $in['name'] );
		return wp_get_theme()->get( 'Name' ) . ' ' . wp_get_theme()->get( 'Version' );
	},
	'locale'    => static function ( $in ) {
		update_option( 'WPLANG', $in['locale'] );
		return get_option( 'WPLANG' );
	},
	// Turns the database that wp-config.php names now into a network.
	'network'   => static function () {
		global $wpdb;
		foreach ( $wpdb->tables( 'ms_global' ) as $table => $prefixed ) {
			$wpdb->$table = $prefixed;
		}
		install_network();
		$result = populate_network( 1, $_SERVER['HTTP_HOST'], 'a@trial.example', 'Trial', '/', false );
		return is_wp_error( $result ) ? $result->get_error_code() : 'network';
	},
	'second'    => static function () {
		// Networks know no ports: the colon before it is lost on the way.
		$id   = wpmu_create_blog( 'second.example', '/second/', 'Second', 1 );
		$home = 'http://' . $_SERVER['HTTP_HOST'] . '/second';
		$GLOBALS['wpdb']->update( $GLOBALS['wpdb']->blogs, array( 'domain' => $_SERVER['HTTP_HOST'] ), array( 'blog_id' => $id ) );
		update_blog_option( $id, 'home', $home );
		update_blog_option( $id, 'siteurl', $home );
		clean_blog_cache( $id );
		foreach ( array( 'administrator2', 'contributor' ) as $login ) {
			$user = wp_insert_user(
				array(
					'user_login' => $login,
					'user_pass'  => 'pass-' . $login,
					'user_email' => $login . '@trial.example',
				)
			);
			add_user_to_blog( $id, $user, rtrim( $login, '2' ) );
		}
		switch_to_blog( $id );
		update_option( 'readerly', array( 'counter' => '/counter.json' ) );
		restore_current_blog();
		update_option( 'readerly', array( 'counter' => '/counter.json' ) );
		return $id;
	},
	// A post on the second site by its administrator, who is none of the network.
	'second-post' => static function ( $in ) {
		switch_to_blog( $in['blog'] );
		wp_set_current_user( get_user_by( 'login', $in['as'] )->ID );
		$id = wp_insert_post( wp_slash( $in['post'] ) );
		return array(
			'url'     => get_permalink( $id ),
			'html'    => current_user_can( 'unfiltered_html' ),
			'options' => current_user_can( 'manage_options' ),
			'content' => get_post( $id )->post_content,
			'hls'     => Readerly\Settings\clean( array( 'hls-src' => 'https://evil.example/x.js' ) )['hls-src'],
		);
	},
);

echo wp_json_encode( $trial_commands[ $trial_command ]( $trial_input ) );

<?php
/**
 * A WordPress for one trial; try.sh fills in what stands between @.
 *
 * @package Readerly
 */

$trial_network = is_file( '@WORK@/network' );

define( 'DB_NAME', $trial_network ? 'network' : 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:@WORK@/database/socket' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $trial_name ) {
	define( $trial_name . '_KEY', hash( 'sha256', '@WORK@' . $trial_name ) );
	define( $trial_name . '_SALT', hash( 'sha256', '@WORK@ salt' . $trial_name ) );
}

// Every notice that PHP has counts as a failure of the trial.
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_LOG', '@WORK@/site/wp-content/debug.log' );
define( 'WP_DEBUG_DISPLAY', false );
// Application passwords work over plain HTTP in such an environment only.
define( 'WP_ENVIRONMENT_TYPE', 'local' );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
if ( ! is_file( '@WORK@/network-ready' ) ) {
	define( 'WP_HOME', 'http://127.0.0.1:@PORT@' );
	define( 'WP_SITEURL', WP_HOME );
}

if ( is_file( '@WORK@/network-ready' ) && $trial_network ) {
	define( 'WP_ALLOW_MULTISITE', true );
	define( 'MULTISITE', true );
	define( 'SUBDOMAIN_INSTALL', false );
	define( 'DOMAIN_CURRENT_SITE', '127.0.0.1:@PORT@' );
	define( 'PATH_CURRENT_SITE', '/' );
	define( 'SITE_ID_CURRENT_SITE', 1 );
	define( 'BLOG_ID_CURRENT_SITE', 1 );
}

$table_prefix = 'wp_';

if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';

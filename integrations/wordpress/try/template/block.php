<?php
/**
 * A template of a theme that writes the reader in place of the text.
 *
 * @package Readerly
 */

?><!DOCTYPE html>
<html <?php language_attributes(); ?>><head><?php wp_head(); ?></head><body>
<?php
while ( have_posts() ) {
	the_post();
	// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- HTML of the plug-in under trial.
	echo do_blocks( '<!-- wp:readerly/article /-->' );
}
wp_footer();
?>
</body></html>

<?php
/**
 * Nothing to see: keeps servers from listing this folder.
 *
 * @package Readerly
 */

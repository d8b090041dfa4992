<?php
// SimpleSAMLphp on loopback, with everything that it writes in the folder of the test.

$settings = require __DIR__ . '/settings.php';

$config = [
    'baseurlpath' => $settings['address'] . '/',
    'secretsalt' => 'of-a-test-on-loopback',
    'auth.adminpassword' => bin2hex(random_bytes(16)),
    'timezone' => 'UTC',
    'certdir' => '/',
    'loggingdir' => $settings['folder'] . '/',
    'datadir' => $settings['folder'] . '/',
    'tempdir' => $settings['folder'] . '/temp',
    'logging.handler' => 'file',
    'logging.level' => SimpleSAML\Logger::INFO,
    'logging.logfile' => 'provider.log',

    'enable.saml20-idp' => true,
    'module.enable' => ['core' => true, 'saml' => true, 'exampleauth' => true],
    'trusted.url.domains' => [],

    'store.type' => 'phpsession',
    'session.phpsession.savepath' => $settings['folder'],
    'session.cookie.secure' => false,
    'session.cookie.samesite' => null,
    'language.cookie.secure' => false,
    'language.cookie.samesite' => null,
    'language.available' => ['en'],
    'language.default' => 'en',

    'metadatadir' => __DIR__ . '/metadata/',
    'metadata.sources' => [['type' => 'flatfile']],
];
// Whose metadata it is to read has to know its own first.
if (is_file($settings['partner'])) {
    $config['metadata.sources'][] = ['type' => 'xml', 'file' => $settings['partner']];
}

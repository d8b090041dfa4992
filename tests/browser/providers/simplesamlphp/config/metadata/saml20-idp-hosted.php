<?php
// The first key signs; the metadata shows both.

$settings = require dirname(__DIR__) . '/settings.php';
[$key, $next] = $settings['keys'] + [1 => null];

$metadata[$settings['address'] . '/saml2/idp/metadata.php'] = [
    'host' => '__DEFAULT__',
    'auth' => 'people',
    'privatekey' => $key['private'],
    'certificate' => $key['certificate'],
    'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'saml20.sign.response' => in_array('response', $settings['signs'], true),
    'saml20.sign.assertion' => in_array('assertion', $settings['signs'], true),
    'assertion.encryption' => $settings['encrypts'],
    'validate.authnrequest' => true,
    'validate.logout' => true,
    'sign.logout' => true,
    'SingleSignOnServiceBinding' => [
        'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
        'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
    ],
    'SingleLogoutServiceBinding' => [
        'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
        'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
    ],
    'attributes.NameFormat' => 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
];
if ($next !== null) {
    $metadata[$settings['address'] . '/saml2/idp/metadata.php'] += [
        'new_privatekey' => $next['private'],
        'new_certificate' => $next['certificate'],
    ];
}

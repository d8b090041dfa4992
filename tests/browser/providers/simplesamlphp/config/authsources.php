<?php
// Who can sign in: a user name and a password each.

$settings = require __DIR__ . '/settings.php';

$config = ['people' => ['exampleauth:UserPass']];
foreach ($settings['people'] as $name => $person) {
    $config['people'][$name . ':' . $person['password']] = $person['attributes'];
}

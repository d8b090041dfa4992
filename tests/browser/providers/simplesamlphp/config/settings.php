<?php
// What the test wants of this provider, read anew for each request.

return json_decode(file_get_contents(getenv('PROVIDER_SETTINGS')), true, 16, JSON_THROW_ON_ERROR);

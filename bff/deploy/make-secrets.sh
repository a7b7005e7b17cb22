#!/bin/sh
# Everything that compose.yaml keeps secret, made anew, into `data` beside it, which git ignores. It refuses
# to overwrite. The certificate is for trying this out: whoever has `data/key.pem` can speak for these names.
set -eu
cd "$(dirname "$0")"
mkdir -m 700 data

secret() { openssl rand -base64 32 | tr '+/' '-_' | tr -d '=\n'; }

client_secret=$(secret)
store_password=$(secret)

# Readable by whatever user a container runs as; on this machine the folder keeps everybody else out.
umask 022
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=claimcheck \
  -addext subjectAltName=DNS:app.localhost,DNS:api.localhost,DNS:id.localhost,DNS:valkey \
  -keyout data/key.pem -out data/cert.pem 2>/dev/null
chmod 644 data/key.pem
secret >data/session-keys
printf %s "$client_secret" >data/client-secret
printf %s "rediss://claimcheck:$store_password@valkey:6379" >data/store-url
sed "s/@client-secret@/$client_secret/" keycloak-realm.json >data/realm.json
sed "s/@store-password@/$store_password/" valkey.conf >data/valkey.conf
echo "KC_BOOTSTRAP_ADMIN_PASSWORD=$(secret)" >data/keycloak.env

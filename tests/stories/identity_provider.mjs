// A real provider of identities on this machine: node identity_provider.mjs LIBRARY REDIRECT
// Prints its issuer, and ends when its input is closed.
import http from 'node:http';
import { pathToFileURL } from 'node:url';

const [library, redirect] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(library));
const server = http.createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'sokiemtra',
      client_secret: 'bi-mat-chi-de-thu',
      redirect_uris: [redirect],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    }],
    cookies: { keys: ['khoa-chi-de-thu'] },
    pkce: { required: () => true },
  });
  server.on('request', provider.callback());
  process.stdout.write(`${issuer}\n`);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));

// A real mail server on this machine: node server.mjs LIBRARY (none|starttls|tls)
// Prints its port and then one line of JSON for each letter. Lines of its input say what it does with the next ones: "take",
// "refuse CODE", "break" (the line breaks before it answers), "hang" (it never answers). Ends when its input is closed.
import { pathToFileURL } from 'node:url';
import readline from 'node:readline';

const [library, tls] = process.argv.slice(2);
const { SMTPServer } = await import(pathToFileURL(library));
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
let order = ['take'];

const server = new SMTPServer({
  secure: tls === 'tls',
  hideSTARTTLS: tls !== 'starttls',
  allowInsecureAuth: false,
  authOptional: tls === 'none',
  key: process.env.KEY,
  cert: process.env.CERTIFICATE,
  disableReverseLookup: true,
  onAuth({ username, password }, session, done) {
    if (username === 'so-kiem-tra' && password === 'mat-khau-cua-may-chu-thu') return done(null, { user: username });
    return done(new Error('wrong user or password'));
  },
  onData(stream, session, done) {
    const pieces = [];
    stream.on('data', (piece) => pieces.push(piece));
    stream.on('end', () => {
      const { envelope, secure } = session;
      const from = envelope.mailFrom.address;
      const to = envelope.rcptTo.map((each) => each.address);
      const [what, code] = order;
      if (what === 'refuse') {
        const error = new Error('not today');
        error.responseCode = Number(code);
        return done(error);
      }
      say({ from, to, secure, what, text: Buffer.concat(pieces).toString('utf8') });
      if (what === 'break') return server.connections.forEach((each) => each._socket.destroy());
      if (what === 'hang') return undefined;
      return done();
    });
  },
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => say(server.server.address().port));
const input = readline.createInterface({ input: process.stdin });
input.on('line', (line) => { order = line.split(' '); say('ok'); });
input.on('close', () => process.exit(0));

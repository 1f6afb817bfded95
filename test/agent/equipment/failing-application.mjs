// An application that fails on request; test equipment. Arguments: address, port. It obeys lines on standard input:
// well, 5xx, slow <ms>, 429, close (stops listening, keeps connections), listen.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

const [address, port] = process.argv.slice(2);
let mode = ['well'];
const server = createServer((request, response) => {
  const [what, value] = mode;
  const answer = (status) => {
    response.writeHead(status, { 'content-type': 'text/plain' });
    response.end('hello\n');
  };
  if (what === 'slow') setTimeout(() => answer(200), Number(value));
  else answer(what === '5xx' ? 503 : what === '429' ? 429 : 200);
});
// A held connection must not be closed for being idle.
server.headersTimeout = server.requestTimeout = server.keepAliveTimeout = 0;
const listen = () => server.listen(Number(port), address, 511, () => process.stdout.write('listening\n'));
listen();
for await (const line of createInterface({ input: process.stdin })) {
  const words = line.split(' ');
  if (words[0] === 'close') (server.close(), process.stdout.write('closed\n'));
  else if (words[0] === 'listen') listen();
  else ((mode = words), process.stdout.write('done\n'));
}

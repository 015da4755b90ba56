// The bare baseline: Express and EJS as their manuals show them, one page of about 20 kB with 30 rows, no
// database, no session, no headers of ours. Never slowed down: every figure of bench:pages stands beside it.
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import compression from 'compression';
import express from 'express';
import { ROOT } from '../src/root';

const rows = Array.from({ length: 30 }, (_, index) => ({
  id: `team-${index}`,
  name: `Team ${index} & friends`,
  pitch:
    'We ask for one open door in each street, and we count who walks through it. Four of us work, two of us ' +
    'study, and all of us know what it is to wait for an answer. We meet on Tuesdays, and we write it down.',
  languages: ['English', 'Nederlands', 'العربية'],
  seats: index % 5,
}));

const app = express();
app.set('view engine', 'ejs');
app.set('views', path.join(ROOT, 'bench', 'views'));
// Only so that pages can be compared as browsers ask for them; whoever asks for no gzip gets none.
if (process.argv.includes('--gzip')) app.use(compression());
app.get('/', (_req, res) => {
  res.render('baseline', { title: 'The bare baseline', rows });
});
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});

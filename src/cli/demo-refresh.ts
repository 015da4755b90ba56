// `npm run demo:refresh`: moves the dates of a filled demo to today.
import { createClock } from '../clock';
import { configOfThisProcess } from '../config';
import { openForCommand } from '../db/open';
import { refreshDemo } from '../demo/refresh';

async function run(): Promise<void> {
  const { db, close } = await openForCommand(configOfThisProcess());
  try {
    const days = await refreshDemo(db, createClock());
    if (days === null) {
      process.stderr.write('This installation has no demo.\n');
      process.exitCode = 1;
    } else {
      process.stdout.write(days === 0 ? 'The demo is of today.\n' : `The demo moved by ${days} days.\n`);
    }
  } finally {
    await close();
  }
}

run().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});

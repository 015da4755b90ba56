// Ends what global-setup began: the server by its own number, then its folder.
import { removeRun } from './runs';

export default async function tearDown(): Promise<void> {
  await globalThis.testServer?.stop();
  if (globalThis.testRunFolder !== undefined) await removeRun(globalThis.testRunFolder);
}

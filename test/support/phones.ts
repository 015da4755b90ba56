// What people do with a phone besides reading: sign in by the form, and lose their line.
import type { BrowserContext, Page, WebSocketRoute } from 'playwright-core';
import type { MadePerson } from './factories';
import { PASSWORD } from './world';

export async function signIn(page: Page, person: Pick<MadePerson, 'login'>): Promise<void> {
  await page.goto('/login');
  await page.fill('input[name=login]', person.login);
  await page.fill('input[name=password]', PASSWORD);
  await Promise.all([
    page.waitForURL((url) => !url.pathname.startsWith('/login')),
    page.press('input[name=password]', 'Enter'),
  ]);
}

/** Cuts and restores everything, sockets included, which the browser's own switch leaves alone. */
export async function lineOf(context: BrowserContext): Promise<(off: boolean) => Promise<void>> {
  let off = false;
  let lines: WebSocketRoute[] = [];
  await context.routeWebSocket(/./, (line) => {
    if (off) return void line.close();
    line.connectToServer();
    lines.push(line);
  });
  return async (now) => {
    off = now;
    await context.setOffline(now);
    if (!now) return;
    for (const line of lines) await line.close();
    lines = [];
  };
}

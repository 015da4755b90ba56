// What the tests of accounts share: a sign-up that works.
import { newId } from '../../../src/ids';
import type { Agent } from '../../support/world';

export const GOOD = 'kettle under the bridge';

export function signUpFields(more: Record<string, string> = {}): Record<string, string> {
  return {
    display_name: 'Silver Fig',
    login: `fig-${newId().slice(0, 8)}`,
    password: GOOD,
    accept_rules: 'yes',
    locale: 'en',
    ...more,
  };
}

/** JSON answers, so that the fields at fault can be read. */
export const send = (agent: Agent, path: string, fields: Record<string, string> = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);

export const sendForm = (agent: Agent, path: string, fields: Record<string, string> = {}) =>
  agent.post(path).type('form').set('Accept', 'text/html').send(fields);

export const isSignedIn = async (agent: Agent) =>
  (await agent.get('/account').set('Accept', 'text/html')).status === 200;

/** The codes on the page that follows a sign-up. */
export async function codesOf(agent: Agent): Promise<string[]> {
  const { text } = await agent.get('/recovery-codes.txt');
  return text.match(/\b[0-9a-z]{4}-[0-9a-z]{4}\b/g) ?? [];
}

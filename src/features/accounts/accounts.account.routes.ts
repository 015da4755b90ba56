// One's own account: name, language, password, recovery codes, sign-ins.
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { InvalidInput } from '../../errors';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { addressOf } from './accounts.browser';
import { rememberShown } from './accounts.codes.browser';
import { addressOfPerson } from './accounts.email.queries';
import { emailRoutes } from './accounts.email.routes';
import { confirmInput, nameInput, nothingInput, passwordInput } from './accounts.input';
import { looksLikeEmail, passwordFault } from './accounts.policy';
import { changePassword, changeProfile, confirmPassword, endSignIn } from './accounts.profile.actions';
import { loginSessionsOf } from './accounts.queries';
import { renewCodes } from './accounts.recovery.actions';
import { countUnused, helpGiven } from './accounts.recovery.queries';

const THIRTY_DAYS = 30 * 24 * 3600 * 1000;

export function accountRoutes(site: Site, deps: Deps): void {
  /** `at`: the form whose faults are shown. */
  const page =
    (at: 'name' | 'email' | 'password' | 'codes' | ''): RequestHandler =>
    async (req, res) => {
      const person = requirePerson(req);
      const now = await deps.clock.now(deps.db);
      const signIns = await loginSessionsOf(deps.db, now, person.id);
      await show(req, res, 'accounts/account', {
        at,
        now,
        mail: { ...(await addressOfPerson(deps.db, person.id)), enabled: deps.mail.enabled },
        codesLeft: await countUnused(deps.db, person.id),
        help: await helpGiven(deps.db, person.id, new Date(now.getTime() - THIRTY_DAYS)),
        warnsOfName: looksLikeEmail(person.display_name),
        signIns: signIns.map(({ id, device, began_at, seen_at }) => ({
          id,
          device,
          began_at,
          seen_at,
          here: id === person.login_session_id,
        })),
      });
    };
  site.get('/account', { who: 'signed-in' }, page(''));

  const change = (path: string, at: 'name' | 'password' | 'codes', run: RequestHandler) => {
    // A refused form stands at this path; choosing a language there is a GET.
    site.get(path, { who: 'signed-in' }, (_req, res) => res.redirect(303, '/account'));
    site.post(path, { who: 'signed-in' }, orFormAgain(page(at), run));
  };

  change('/account/name', 'name', async (req, res) => {
    const { display_name } = read(nameInput, req);
    await changeProfile(deps, requirePerson(req), { display_name });
    done(req, res, '/account', { said: 'accounts.said.name' });
  });

  change('/account/password', 'password', async (req, res) => {
    const person = requirePerson(req);
    const input = read(passwordInput, req);
    const fault = passwordFault(input.new_password, person);
    if (fault) throw new InvalidInput({ new_password: fault });
    await changePassword(deps, person, { ...input, address: addressOf(req) });
    done(req, res, '/account', { said: 'accounts.said.password' });
  });

  change('/account/recovery-codes', 'codes', async (req, res) => {
    const person = requirePerson(req);
    const { password } = read(confirmInput, req);
    await confirmPassword(deps, person, { password, address: addressOf(req) });
    await renewCodes(deps, person, (trx, ids) =>
      rememberShown(deps, req, trx, { kind: 'own', personId: person.id, ids, next: '/account' }),
    );
    done(req, res, '/recovery-codes');
  });

  emailRoutes(site, deps, (run) => orFormAgain(page('email'), run));

  site.post('/account/sign-ins/:id/end', { who: 'signed-in' }, async (req, res) => {
    read(nothingInput, req);
    await endSignIn(deps, requirePerson(req), param(req, 'id'));
    done(req, res, '/account', { said: 'accounts.said.ended' });
  });
}

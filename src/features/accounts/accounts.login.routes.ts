// Signing in and out, and the language.
import type { Request, RequestHandler, Response } from 'express';
import { Strategy as LocalStrategy } from 'passport-local';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { rememberLocale } from '../../web/locale';
import { personOf, queryText } from '../../web/request';
import { passportOf } from '../../web/session';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { addressOf, forgetBrowser, safeNext, signIn } from './accounts.browser';
import { languageInput, loginInput, nothingInput } from './accounts.input';
import { changeProfile, endSignIn } from './accounts.profile.actions';
import { helpedSinceLast } from './accounts.recovery.queries';
import { checkPassword, type Known, WrongPassword } from './accounts.sign-in.actions';

const LOCAL = 'local';

/** Passport asks the strategy; whoever it knows comes back, what it throws is thrown. */
function ask(deps: Deps, req: Request, res: Response): Promise<Known> {
  return new Promise((resolve, reject) => {
    const answered = (error: unknown, user?: Known | false) => {
      if (error) reject(error);
      else if (user) resolve(user);
      else reject(new WrongPassword());
    };
    passportOf(deps).authenticate(LOCAL, answered)(req, res, reject);
  });
}

export function loginRoutes(site: Site, deps: Deps): void {
  const fields = { usernameField: 'login', passwordField: 'password', passReqToCallback: true } as const;
  passportOf(deps).use(
    LOCAL,
    new LocalStrategy(fields, (req, login, password, tell) => {
      checkPassword(deps, { login, password, address: addressOf(req) }).then(
        (row) => tell(null, row as never),
        (error) => tell(error),
      );
    }),
  );

  const page: RequestHandler = async (req, res) => {
    const next = safeNext(queryText(req, 'next') ?? req.body?.next);
    if (personOf(req) && !req.form) return res.redirect(303, next ?? '/desk');
    await show(req, res, 'accounts/login', { next });
  };
  site.get('/login', { who: 'anyone' }, page);
  site.post(
    '/login',
    { who: 'anyone' },
    orFormAgain(page, async (req, res) => {
      const input = read(loginInput, req);
      Object.assign(req.body, { login: input.login, password: input.password });
      const known = await ask(deps, req, res);
      const helped = await deps.db.transaction(async (trx) => {
        const person = await signIn(deps, trx, req, res, known);
        return helpedSinceLast(trx, person.id, person.login_session_id);
      });
      done(req, res, safeNext(input.next) ?? '/desk', helped ? { said: 'accounts.said.helped' } : {});
    }),
  );

  site.post('/logout', { who: 'anyone' }, async (req, res) => {
    read(nothingInput, req);
    const person = personOf(req);
    if (person) await endSignIn(deps, person, person.login_session_id);
    await forgetBrowser(deps, req, res);
    done(req, res, '/');
  });

  site.post('/language', { who: 'anyone' }, async (req, res) => {
    const input = read(languageInput, req);
    const person = personOf(req);
    if (person && person.locale !== input.locale) await changeProfile(deps, person, { locale: input.locale });
    rememberLocale(res, input.locale, deps.origins.secure);
    done(req, res, safeNext(input.next) ?? (person ? '/account' : '/'));
  });
}

// Signing in and out.
import type { Request, RequestHandler, Response } from 'express';
import { Strategy as LocalStrategy } from 'passport-local';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { personOf, queryText } from '../../web/request';
import { passportOf } from '../../web/session';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { addressOf, safeNext, signIn } from './accounts.browser';
import { loginInput } from './accounts.input';
import { checkPassword, WrongPassword } from './accounts.sign-in';

const LOCAL = 'local';

/** Passport asks the strategy; whoever it knows comes back, what it throws is thrown. */
function ask(deps: Deps, req: Request, res: Response): Promise<{ id: string }> {
  return new Promise((resolve, reject) => {
    const answered = (error: unknown, user?: { id: string } | false) => {
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
      await signIn(deps, req, res, known.id);
      done(req, res, safeNext(input.next) ?? '/desk');
    }),
  );
}

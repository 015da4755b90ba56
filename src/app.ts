// The machine: middleware in order, features, errors.
import compression from 'compression';
import express, { type Express } from 'express';
import type { Deps } from './deps';
import { NotFound } from './errors';
import { findPerson } from './features/accounts/accounts.actions';
import { frameOf } from './features/desk/desk.frame';
import { siteMap } from './routes';
import { assets } from './web/assets';
import { errorHandler } from './web/error-handler';
import { health } from './web/health';
import { locale, personLocale } from './web/locale';
import { requestLog } from './web/request-log';
import { sameOrigin } from './web/same-origin';
import { securityHeaders } from './web/security';
import { sessions } from './web/session';

export function createApp(deps: Deps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.config.trustProxy);
  app.set('query parser', 'simple');
  app.locals.frame = frameOf(deps);
  app.locals.secure = () => deps.origins.secure;

  app.use(requestLog(deps));
  app.use(securityHeaders(deps.origins));
  app.use(health(deps));
  app.use(assets());
  app.use(compression());
  const signIn = sessions(deps, (id) => findPerson(deps, id));
  app.locals.sessions = signIn;
  app.use(locale(() => deps.origins.secure));
  app.use((req, _res, next) => {
    // No address of ours has NUL, and Postgres takes no text with it.
    next(/%00/.test(req.url) ? new NotFound() : undefined);
  });
  app.use(sameOrigin(deps.origins));
  app.use(express.urlencoded({ extended: false, limit: '512kb', parameterLimit: 500 }));
  app.use(...signIn);
  app.use(personLocale());

  const { router, declared } = siteMap(deps);
  app.locals.declared = declared;
  app.use(router);
  app.use(() => {
    throw new NotFound();
  });
  app.use(errorHandler(deps));
  return app;
}

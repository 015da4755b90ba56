// The live door of messages: the same verb as the form.
import type { Deps } from '../../deps';
import { type LiveEvent, liveEvent } from '../../realtime/handle';
import { postMessage } from './messages.actions';
import { postEvent } from './messages.input';

export function messageEvents(deps: Deps): LiveEvent<never>[] {
  return [
    liveEvent({
      event: 'message:post',
      who: 'room',
      schema: postEvent,
      run: (message, { person }) => postMessage(deps, person, message),
    }),
  ] as LiveEvent<never>[];
}

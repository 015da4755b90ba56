// Sends a picture or a file without leaving the page; the entry that shows it comes like every other.
import { newUuid } from './room.queue.js';

export function sendFiles(talk, words) {
  const box = talk.querySelector('[data-attach]');
  const form = box?.querySelector('form');
  let clientId = newUuid();
  form?.addEventListener('submit', async (event) => {
    event.preventDefault();
    const state = form.querySelector('[data-slot="attach-state"]');
    const button = form.querySelector('button');
    const body = new FormData(form);
    // The same file sent again after a broken connection is the same message.
    body.set('client_id', clientId);
    button.disabled = true;
    state.textContent = words.say('sending');
    const answer = await fetch(form.action, {
      method: 'POST',
      body,
      headers: { Accept: 'application/json' },
    }).catch(() => null);
    button.disabled = false;
    if (answer?.ok) {
      clientId = newUuid();
      form.reset();
      state.textContent = '';
      box.open = false;
      return;
    }
    const refusal = await answer?.json().catch(() => null);
    state.textContent = refusal?.fields?.file ?? refusal?.message ?? words.say('noLine');
  });
  form?.addEventListener('change', () => {
    clientId = newUuid();
  });
}

/** A small picture, or the name of the file, in a line of the talk. */
export function fileNode({ roomId, file }, log) {
  const at = `/rooms/${encodeURIComponent(roomId)}/files/${encodeURIComponent(file.id)}`;
  const node = log.part(file.width ? 'picture' : 'file', 'a');
  node.href = at;
  if (file.width) {
    const image = node.querySelector('img');
    image.width = file.width;
    image.height = file.height;
    image.alt = image.alt.replace('{name}', file.name);
    image.src = `${at}/preview`;
    return node;
  }
  log.slot(node, 'file-name').textContent = file.name;
  const size = log.slot(node, 'file-size');
  size.textContent = size.textContent.replace('{kilobytes}', Math.max(1, Math.round(file.bytes / 1024)));
  return node;
}

// What can be done with a message, in a dialog of this page: the server draws it, the link leads there without us.

export function openActs(talk, words) {
  const dialog = document.createElement('dialog');
  dialog.className = 'acts-dialog';
  talk.append(dialog);

  async function open(link) {
    const response = await fetch(link.href).catch(() => null);
    const html = response?.ok ? await response.text() : '';
    const part = new DOMParser().parseFromString(html, 'text/html').querySelector('[data-part="message"]');
    if (!part) return location.assign(link.href);
    const close = document.createElement('button');
    close.type = 'button';
    close.className = 'btn plain';
    close.textContent = words.say('close');
    close.addEventListener('click', () => dialog.close());
    part.querySelector('h1').id = 'acts-title';
    dialog.setAttribute('aria-labelledby', 'acts-title');
    dialog.replaceChildren(part, close);
    dialog.showModal();
  }

  talk.addEventListener('click', (event) => {
    if (event.target === dialog) return dialog.close();
    const link = event.target.closest?.('[data-slot="more"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void open(link);
  });
}

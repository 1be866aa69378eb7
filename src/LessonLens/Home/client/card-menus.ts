const open = () => document.querySelectorAll<HTMLDetailsElement>('details.more[open]');

/** A card's menu goes when one turns to something else, or with Escape. */
export function closeMenus() {
  document.addEventListener('click', event => {
    for (const menu of open()) {
      const inside = menu.contains(event.target as Node);
      if (!inside || (event.target as Element).closest('.more-list')) menu.open = false;
    }
  });
  document.addEventListener('focusin', event => {
    for (const menu of open()) if (!menu.contains(event.target as Node)) menu.open = false;
  });
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector('summary')?.focus();
    }
  });
}

/* A classic script in <head>: what somebody chose must stand before the first pixel, and our policy allows no
   inline script. It knows a few words (`looks.ts` writes them, and its test holds both together); anything
   else means "like my device". Where storage is forbidden, that is what it is, too. */
try {
  const known = { theme: ['light', 'dark'], contrast: ['more'], motion: ['less'] }
  for (const [look, choices] of Object.entries(known)) {
    const choice = localStorage.getItem(`claimcheck.${look}`)
    if (choices.includes(choice)) document.documentElement.dataset[look] = choice
  }
} catch {}

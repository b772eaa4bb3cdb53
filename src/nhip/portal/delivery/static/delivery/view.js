// One beacon for a page somebody really sees: not for one the browser only prepares in the dark.
{
  const address = document.currentScript.dataset.view;
  const send = () => navigator.sendBeacon(address);
  const whenLoaded = () =>
    document.readyState === "complete" ? send() : addEventListener("load", send, { once: true });
  if (document.prerendering)
    document.addEventListener("prerenderingchange", whenLoaded, { once: true });
  else whenLoaded();
}

// Passkeys: offered only where the browser knows them; a refusal is said in words.
import { announceError } from "./announce.js";

if (window.PublicKeyCredential) {
  for (const offer of document.querySelectorAll("[data-passkey]")) offer.hidden = false;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  announceError(
    event.detail.exception.name === "NotAllowedError"
      ? "キーの確認が取り消されたか、時間切れになりました。もう一度お試しください。"
      : "このブラウザーではキーを確認できませんでした。ほかの方法をお試しください。",
  );
});

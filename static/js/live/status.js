// The pill in the bar and at most one banner, in the sentences of the design. Announced once a change.
const CLOSED_KEY = "live:polling-banner-closed";
const BACK_SECONDS = 8;

export class Status {
  // `waiting()`: how many messages wait to be sent. `retry()`: try again now.
  constructor({ pill, banner, alert, waiting, retry }) {
    Object.assign(this, { pill, banner, alert, waiting, retry });
    this.name = "";
  }

  set(name, details = {}) {
    const isNew = name !== this.name;
    const wasAway = ["offline", "reconnecting"].includes(this.name);
    if (!isNew && name !== "reconnecting" && name !== "busy") return;
    this.name = name;
    this[name](details, isNew);
    if (wasAway && ["good", "polling"].includes(name)) this.back();
  }

  good() {
    this.show("接続中", "good");
    this.hide();
  }

  reconnecting({ attempt }) {
    this.show("再接続しています…", "away");
    this.tell(`再接続しています…（${attempt}回目）`, "入力中の内容は保存されています。", ["いま再接続する", this.retry]);
  }

  polling() {
    this.show("自動更新中", "poll", "（5秒ごと）");
    if (localStorage.getItem(CLOSED_KEY)) return this.hide();
    const text =
      "お使いのネットワークではリアルタイム接続が使えないため、自動更新に切り替えました。チャットと質問はそのまま使えます。";
    this.tell("自動更新で表示しています（5秒ごと）", text, [
      "閉じる",
      () => {
        localStorage.setItem(CLOSED_KEY, "1");
        this.hide();
      },
    ]);
  }

  offline() {
    this.show("未接続", "away");
    const count = this.waiting();
    const text = count ? `送信待ちのメッセージが${count}件あります。つながると自動で送信します。` : "";
    this.tell("インターネットに接続できません", text, ["もう一度試す", this.retry], this.alert);
  }

  busy({ seconds }) {
    this.show("混み合っています", "away");
    this.tell("アクセスが集中しています。", `${seconds}秒後に自動で読み込みます。`);
  }

  refused({ sentence }) {
    this.show("未接続", "away");
    this.tell("部屋の表示を終えました", sentence || "ログインし直すか、事務局にお問い合わせください。");
  }

  back() {
    const count = this.waiting();
    this.tell("接続が戻りました。", count ? `送信待ちの${count}件を送ります。` : "");
    const shown = this.name;
    setTimeout(() => {
      if (this.name !== shown) return;
      this.hide();
      if (shown === "polling") this.polling();
    }, BACK_SECONDS * 1000);
  }

  show(text, look, wide = "") {
    this.pill.closest(".conn").dataset.look = look;
    const more = document.createElement("span");
    more.className = "wide";
    more.textContent = wide;
    this.pill.replaceChildren(text, more);
  }

  tell(title, text, action, place = this.banner) {
    this.hide();
    const strong = document.createElement("strong");
    strong.textContent = title;
    const sentence = document.createElement("p");
    sentence.append(strong, text && `　${text}`);
    place.append(sentence);
    if (!action) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn--secondary btn--small";
    button.textContent = action[0];
    button.addEventListener("click", action[1]);
    place.append(button);
  }

  hide() {
    this.banner.replaceChildren();
    this.alert.replaceChildren();
  }
}

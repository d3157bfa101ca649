using SupervisionBot;

await SupervisionApp.Create(args).RunAsync();

return await SupervisionBot.SupervisionApp.RunAsync(args);

using Mitoshi.Cli.Commands;

return await CommandLineProgram.RunAsync(args);

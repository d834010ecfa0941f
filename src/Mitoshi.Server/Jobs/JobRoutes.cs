using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Server.Callers;
using Mitoshi.Server.Host;
using Mitoshi.Server.Processes;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Jobs;

/// <summary>Starts processes and tells how they are. A caller sees its own jobs; an administrator sees all.</summary>
internal sealed class JobRoutes(ServerServices services) : IRoutes
{
    private JobQueue Queue => services.Shared(shared => new JobQueue(shared));

    public IEnumerable<Route> Routes =>
    [
        new("GET", "/jobs", Access.Runner, ("Jobs, newest first", "ジョブ(新しい順)"),
            context => Answers.JsonAsync(context, new JsonObject { ["jobs"] = new JsonArray([.. Queue.List().Where(job => IsVisible(job, context)).Select(job => (JsonNode)Of(job, context))]) })),
        new("GET", "/jobs/{job}", Access.Runner, ("A job: state, progress, result", "ジョブの状態・進み・結果"), context => Answers.JsonAsync(context, Of(Required(context), context))),
        new("DELETE", "/jobs/{job}", Access.Runner, ("Stops a job; what it finished stays", "ジョブを止める(終わった分は残る)"), CancelAsync),
        new("POST", "/processes/{process}/jobs", Access.Runner, ("Runs a process; the body holds its parameters", "処理を実行する。本文はパラメータ"), AddAsync) { BodyMediaType = "application/json" },
    ];

    private static bool IsVisible(Job job, HttpContext context) => job.Owner == context.Caller().Name || context.Caller().May(Access.Administrator);

    private static JsonObject Of(Job job, HttpContext context)
    {
        Language language = context.Language();
        JsonObject json = new()
        {
            ["id"] = job.Id, ["process"] = job.Process, ["status"] = JsonSerializer.SerializeToNode(job.State, JobFolder.Options), ["created"] = job.Created.ToString("yyyy-MM-ddTHH:mm:ssZ"),
            ["parameters"] = JsonNode.Parse(job.Parameters), ["step"] = job.Step?.In(language), ["step_done"] = job.StepDone,
            ["lines"] = new JsonArray([.. job.Lines.Select(line => (JsonNode)line.In(language))]),
        };
        if (job.Error is { } error)
        {
            json["error"] = new JsonObject { ["code"] = error.Code, ["description"] = error.Found.In(language), ["expected"] = error.Expected.In(language), ["remedy"] = error.Remedy.In(language) };
        }

        if (job.Summary is { } summary)
        {
            json["result"] = new JsonObject
            {
                ["title"] = summary.Title.In(language), ["succeeded"] = summary.Succeeded,
                ["notes"] = new JsonArray([.. summary.Notes.Select(note => (JsonNode)note.In(language))]),
                ["tables"] = new JsonArray([.. summary.Tables.Select(table => (JsonNode)new JsonObject
                {
                    ["title"] = table.Title.In(language), ["columns"] = Words(table.Columns, language), ["rows"] = new JsonArray([.. table.Rows.Select(row => (JsonNode)Words(row, language))]),
                })]),
                ["files"] = new JsonArray([.. summary.Files.Where(file => file.Path.Length > 0).Select(file => (JsonNode)new JsonObject { ["what"] = file.What.In(language), ["href"] = "/files/" + file.Path })]),
            };
        }

        return json;
    }

    private static JsonArray Words(IEnumerable<Text> words, Language language) => new([.. words.Select(word => (JsonNode)word.In(language))]);

    private static void Refuse(ProcessDescription process, Caller caller)
    {
        if (process.Needed() == Access.Writer && !caller.May(Access.Writer))
        {
            throw new MitoshiException("access.denied", found: ($"{process.Name} writes the catalogue for everybody", $"{process.Name} は全員のカタログを書き換えます"),
                expected: ($"the right `{Access.Writer}`", $"権利 `{Access.Writer}`"), remedy: ("Upload the raster: it goes into your own collection.", "ラスターをアップロードしてください。自分のコレクションに入ります。"));
        }

        if (process.IsOfTheOwner())
        {
            throw new MitoshiException("access.denied", found: ($"{process.Name} uses the keys or the accounts of this workspace", $"{process.Name} はこの作業フォルダの鍵やアカウントを使います"),
                expected: ("an administrator", "管理者"), remedy: ("Ask an administrator, or run it with your own workspace.", "管理者に頼むか、自分の作業フォルダで実行してください。"));
        }
    }

    private Job Required(HttpContext context)
    {
        string id = (string)context.Request.RouteValues["job"]!;
        return Queue.Find(id) is { } job && IsVisible(job, context) ? job : throw new MitoshiException("job.not_found",
            found: ($"no job {id} of yours", $"ジョブ {id} はありません"), expected: ("an id of /jobs", "/jobs にある id"), remedy: ("List them: GET /jobs", "一覧を見る: GET /jobs"));
    }

    private Task CancelAsync(HttpContext context)
    {
        Queue.Cancel(Required(context).Id);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task AddAsync(HttpContext context)
    {
        ProcessDescription process = services.Required((string)context.Request.RouteValues["process"]!);
        JsonObject parameters = await JsonBody.ReadObjectAsync(context);
        if (!context.Caller().May(Access.Administrator))
        {
            Refuse(process, context.Caller());
            PathsOfCallers.Check(parameters);
        }

        Job job = Queue.Add(process, parameters, context.Caller().Name, services.Context.Seed);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"{context.Base(services)}/jobs/{job.Id}";
        await Answers.JsonAsync(context, Of(job, context));
    }
}
